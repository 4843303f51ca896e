import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'
import { ModelUnavailable, type TimeBudget } from '../models.port.ts'

/** The two ends a call may come to early: its time is up, or the caller gave up. */
export interface Deadline {
  signal: AbortSignal
  expired(): boolean
}

/** Joins the budget's time and the caller's own signal. */
export function deadlineOf({ timeoutMs, signal }: TimeBudget): Deadline {
  const timer = AbortSignal.timeout(timeoutMs)
  return {
    signal: signal ? AbortSignal.any([timer, signal]) : timer,
    expired: () => timer.aborted,
  }
}

/**
 * Runs one vendor call under its budget and names what goes wrong. Vendor texts stay behind: they may quote the prompt
 * or part of the key.
 * @throws ModelUnavailable, or the caller's own abort reason
 */
export async function named<T>(budget: TimeBudget, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  budget.signal?.throwIfAborted()
  const deadline = deadlineOf(budget)
  try {
    return await call(deadline.signal)
  } catch (error) {
    budget.signal?.throwIfAborted()
    throw failureOf(error, deadline.expired(), budget.timeoutMs)
  }
}

function failureOf(error: unknown, expired: boolean, timeoutMs: number): ModelUnavailable {
  if (error instanceof ModelUnavailable) return error
  if (expired || error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError) {
    return new ModelUnavailable('timeout', `no answer within ${timeoutMs} ms`)
  }
  if (error instanceof APIConnectionError) return new ModelUnavailable('down', 'no connection')
  if (error instanceof APIError) return byStatus(error.status, error.code)
  // What is left is an answer that is not the JSON it should be.
  return new ModelUnavailable('bad_output', 'unreadable answer')
}

function byStatus(status: number | undefined, code: string | null | undefined): ModelUnavailable {
  const detail = `HTTP ${status ?? 'unknown'}`
  // An account without credit also answers 429, and no waiting helps it.
  if (status === 429 && code === 'insufficient_quota')
    return new ModelUnavailable('refused', 'out of credit', status)
  if (status === 429) return new ModelUnavailable('rate_limited', detail, status)
  if (status === 408) return new ModelUnavailable('timeout', detail, status)
  if (status === undefined || status >= 500 || status === 409)
    return new ModelUnavailable('down', detail, status)
  return new ModelUnavailable('refused', detail, status)
}
