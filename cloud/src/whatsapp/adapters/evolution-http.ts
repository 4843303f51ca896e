import { cut } from '@plantao/shared/cut'
import { withoutEnd } from '@plantao/shared/ends'
import { Agent, type Dispatcher } from 'undici'
import { type Loose, objectOf } from '../loose.ts'

/** How one call ended. `written` tells whether a byte of it may have reached Evolution. */
export type Answer =
  | { kind: 'answered'; status: number; body: unknown }
  | { kind: 'failed'; written: boolean; failure: string }

export type EvolutionHttp = {
  call(call: Call): Promise<Answer>
  close(): Promise<void>
}
export type Call = {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  body?: unknown
  timeoutMs: number
  /** An answer longer than this is dropped: failure `too_large`. Bytes; 32 MB when left out. */
  mostBytes?: number
}

const MOST_BYTES = 32 * 1024 * 1024

/**
 * JSON over keep-alive connections of its own to one Evolution server.
 * @param connections the most at once; further calls are queued, within their timeout
 * @param anew a connection for each call instead, closed behind it
 */
export function openEvolutionHttp(server: {
  url: string
  apiKey: string
  connections: number
  anew?: boolean
}): EvolutionHttp {
  const base = new URL(server.url)
  const prefix = withoutEnd(base.pathname, /\//)
  // Express closes idle connections after 5 s: letting go first avoids sends into a closing one.
  const agent = new Agent({
    connections: server.connections,
    connect: { timeout: 5000 },
    keepAliveTimeout: 3000,
    ...(server.anew ? { pipelining: 0 } : {}),
  })
  const headers = { apikey: server.apiKey, accept: 'application/json' }

  async function call({ method, path, body, timeoutMs, mostBytes = MOST_BYTES }: Call): Promise<Answer> {
    let written = false
    const watched = agent.compose((dispatch) => noticeWriting(dispatch, () => (written = true)))
    try {
      const response = await watched.request({
        origin: base.origin,
        path: prefix + path,
        method,
        headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(Math.ceil(timeoutMs)),
      })
      const text = await readAtMost(response.body, mostBytes)
      if (text === null) return { kind: 'failed', written, failure: 'too_large' }
      return { kind: 'answered', status: response.statusCode, body: parsed(text) }
    } catch (error) {
      return { kind: 'failed', written, failure: failureOf(error) }
    }
  }
  return { call, close: () => agent.destroy() }
}

/** The whole answer, or null when it is longer: then the connection is let go. */
async function readAtMost(body: Dispatcher.ResponseData['body'], most: number): Promise<string | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > most) {
      body.destroy()
      return null
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Calls `onWriting` when a request leaves the queue and its bytes start to go out. */
function noticeWriting(dispatch: Dispatcher.Dispatch, onWriting: () => void): Dispatcher.Dispatch {
  return (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        onWriting()
        handler.onRequestStart?.(controller, context)
      },
      onResponseStart: (...event) => handler.onResponseStart?.(...event),
      onResponseData: (...event) => handler.onResponseData?.(...event),
      onResponseEnd: (...event) => handler.onResponseEnd?.(...event),
      onResponseError: (...event) => handler.onResponseError?.(...event),
    })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function failureOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'timeout'
  const code = objectOf(error)?.code
  return typeof code === 'string' ? code : 'connection_failed'
}

/**
 * What an error envelope says, flat: `message` is a text, a list, or a list of lists. Phones are blanked, since it
 * ends in logs and rows.
 */
export function messageOf(body: unknown): string {
  const envelope: Loose = objectOf(body) ?? {}
  const message = objectOf(envelope.response)?.message ?? envelope.message ?? envelope.error
  const words = [message]
    .flat(2)
    .map((part) => (typeof part === 'string' ? part : JSON.stringify(part ?? null)))
  return cut(words.join('; ').replace(/\d{8,}/g, '#'), 200)
}
