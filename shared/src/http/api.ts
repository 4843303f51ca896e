import { ErrorBody } from '../errors.ts'
import type { CallOf, Endpoint, ReplyOf } from './endpoint.ts'
import { type Endpoints, endpoints } from './endpoints.ts'

/** A refusal the server named; `code` is a key of `ERRORS`, or `network` when no answer came. */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly details: Record<string, unknown>
  constructor(code: string, status: number, message: string, details: Record<string, unknown> = {}) {
    super(message)
    this.code = code
    this.status = status
    this.details = details
  }
}

type ApiOptions = {
  baseUrl: string
  /** The access token to send, or null when signed out. */
  token: () => string | null
  language?: () => 'pt-BR' | 'en'
  fetch?: typeof fetch
  /** Milliseconds before a call is given up; files get eight times as long. */
  timeoutMs?: number
}

export type Api = { [K in keyof Endpoints]: (call: CallOf<Endpoints[K]>) => Promise<ReplyOf<Endpoints[K]>> }

function addressOf(baseUrl: string, path: string, call: { params?: object; query?: object }): string {
  const params = (call.params ?? {}) as Record<string, string>
  const filled = path.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) query.set(name, String(value))
  }
  const tail = query.size > 0 ? `?${query}` : ''
  return `${baseUrl}${filled}${tail}`
}

async function call(
  endpoint: Endpoint,
  options: ApiOptions,
  given: { params?: object; query?: object; body?: unknown; form?: FormData },
) {
  const headers: Record<string, string> = { 'accept-language': options.language?.() ?? 'pt-BR' }
  const token = options.token()
  if (token) headers.authorization = `Bearer ${token}`
  const hasBody = endpoint.body !== undefined
  if (hasBody) headers['content-type'] = 'application/json'
  let response: Response
  try {
    response = await (options.fetch ?? fetch)(addressOf(options.baseUrl, endpoint.path, given), {
      method: endpoint.method,
      headers,
      credentials: 'same-origin',
      ...(hasBody ? { body: JSON.stringify(given.body ?? {}) } : {}),
      ...(given.form ? { body: given.form } : {}),
      signal: AbortSignal.timeout((options.timeoutMs ?? 15_000) * (given.form || endpoint.binary ? 8 : 1)),
    })
  } catch (cause) {
    throw new ApiError('network', 0, cause instanceof Error ? cause.message : 'network')
  }
  if (response.ok && endpoint.binary) return response.blob()
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return endpoint.reply.parse(answer)
  const refused = ErrorBody.safeParse(answer)
  if (!refused.success) throw new ApiError('internal', response.status, response.statusText)
  const { code, message, details } = refused.data.error
  throw new ApiError(code, response.status, message, details)
}

/** A typed caller for every route: `api.claim({ params: { id }, body: {} })`. Throws `ApiError`. */
export function createApi(options: ApiOptions): Api {
  const entries = Object.entries(endpoints).map(([name, endpoint]) => [
    name,
    (given: object) => call(endpoint, options, given),
  ])
  return Object.fromEntries(entries) as Api
}
