import { ERRORS, type ErrorCode } from '@plantao/shared/errors'

/** A failure that has a name in the contract. It reaches the client as that code; anything else is a bug. */
export class ExpectedError extends Error {
  readonly code: ErrorCode
  readonly details: Record<string, unknown>
  constructor(code: ErrorCode, details: Record<string, unknown> = {}) {
    super(code)
    this.name = 'ExpectedError'
    this.code = code
    this.details = details
  }
  get status(): number {
    return ERRORS[this.code].status
  }
}

/** `throw expected('conversation.held', { name })`. */
export function expected(code: ErrorCode, details?: Record<string, unknown>): ExpectedError {
  return new ExpectedError(code, details)
}

/** Whatever was thrown, as an `Error`. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
