import { type Api, ApiError } from '@plantao/shared/http/api'
import { QueryClient, queryOptions } from '@tanstack/react-query'
import { api } from './api.ts'

/** How often a question is asked again before its failure is shown, and the first pause before that (milliseconds). */
const RETRIES = 2
const FIRST_PAUSE_MS = 500

/**
 * What the server answered, kept for five minutes after a page that showed it was left: who comes back sees it at once,
 * while it is asked anew. Cleared whenever a session ends (`session.store.ts`): it belongs to one member.
 */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A browser only believes that it is offline: the server may stand in the same house.
      networkMode: 'always',
      refetchOnReconnect: true,
      retry: (failed, error) => failed < RETRIES && mayPass(error),
      retryDelay: (failed) => FIRST_PAUSE_MS * 2 ** failed,
    },
  },
})

/** No answer, or one of a server in trouble; a refusal stays one. */
function mayPass(error: Error): boolean {
  return error instanceof ApiError && (error.code === 'network' || error.status >= 500)
}

export type Name = keyof Api
export type Given<N extends Name> = Parameters<Api[N]>[0]
export type Answer<N extends Name> = Awaited<ReturnType<Api[N]>>

export function callEndpoint<N extends Name>(name: N, given: Given<N>): Promise<Answer<N>> {
  return (api[name] as (given: Given<N>) => Promise<Answer<N>>)(given)
}

/** The question to one endpoint, for `useQuery`. */
export function endpointQuery<N extends Name>(name: N, given: Given<N>) {
  return queryOptions({ queryKey: [name, given], queryFn: () => callEndpoint(name, given) })
}

/** Asks again, after a write, what these endpoints answered. Ends when what is on the screen is new. */
export async function reread(...names: (Name | 'start')[]): Promise<void> {
  await Promise.all(names.map((name) => queries.invalidateQueries({ queryKey: [name] })))
}
