import { ApiError } from '@plantao/shared/http/api'
import type { Answer, Failure, Outcome } from './state.ts'

/** Any thrown thing as plain data. What was not named by the server is `internal`. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ApiError) return { code: error.code, details: error.details }
  return { code: 'internal', details: {} }
}

/** True when trying again later may help: no line, a server in trouble, too many calls, a session to renew. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof ApiError)) return true
  return error.status === 0 || error.status >= 500 || [401, 408, 429].includes(error.status)
}

/** True when the server says that the thing is gone. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404
}

/** Runs a command and answers in data; it never throws. */
export async function outcomeOf(run: () => Promise<unknown>): Promise<Outcome> {
  const answer = await answerOf(run)
  return answer.ok ? { ok: true } : answer
}

/** Asks a question and answers in data; it never throws. */
export async function answerOf<T>(run: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await run() }
  } catch (error) {
    return { ok: false, failure: failureOf(error) }
  }
}
