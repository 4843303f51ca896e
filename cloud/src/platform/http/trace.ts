import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

const storage = new AsyncLocalStorage<string>()

/** The trace id of the request or job that is running, for logs; undefined outside of both. */
export function currentTrace(): string | undefined {
  return storage.getStore()
}

/** Runs `work` so that every log line under it carries the trace id. */
export function withTrace<T>(traceId: string, work: () => T): T {
  return storage.run(traceId, work)
}

/** 32 hexadecimal digits, as W3C trace context has them. */
export function newTraceId(): string {
  return randomBytes(16).toString('hex')
}

/** https://www.w3.org/TR/trace-context/#traceparent-header: version, trace id (not all zeros), parent, flags. */
const TRACEPARENT = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/
const TRACE_ID = /^[\w-]{8,64}$/

/** The caller's trace id when it has a sane shape, else a new one. */
export function traceIdOf(headers: IncomingHttpHeaders): string {
  const parent = TRACEPARENT.exec(String(headers.traceparent ?? ''))?.[1]
  if (parent) return parent
  const given = String(headers['x-trace-id'] ?? '')
  return TRACE_ID.test(given) ? given : newTraceId()
}
