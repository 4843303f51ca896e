import { Agent, request } from 'undici'

/** Asks a cloud over a few kept connections and times each answer. */
export function createAsking(url: string, connections = 4) {
  const dispatcher = new Agent({ connections, pipelining: 1 })
  return {
    /** Milliseconds until the whole answer was here, and the answer. Throws when it is no 200. */
    async get<T>(path: string, token: string): Promise<{ ms: number; body: T }> {
      const begun = performance.now()
      const answer = await request(`${url}/api/v1${path}`, {
        dispatcher,
        headers: { authorization: `Bearer ${token}` },
      })
      const text = await answer.body.text()
      const ms = performance.now() - begun
      if (answer.statusCode !== 200)
        throw new Error(`${path} answered ${answer.statusCode}: ${text.slice(0, 200)}`)
      return { ms, body: JSON.parse(text) as T }
    },
    close: () => dispatcher.close(),
  }
}
export type Asking = ReturnType<typeof createAsking>
