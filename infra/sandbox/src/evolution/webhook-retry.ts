/** Statuses Evolution gives up on at once (WEBHOOK_RETRY_NON_RETRYABLE_STATUS_CODES). */
const final = new Set([400, 401, 403, 404, 422])

/** Attempts in all before an event is dropped (WEBHOOK_RETRY_MAX_ATTEMPTS). */
export const maxAttempts = 10

/** Whether an answer that is no 2xx is worth another try; timeouts and refusals always are. */
export const isRetryable = (status: number): boolean => !final.has(status)

/**
 * The wait before the next try: doubling from `baseMs` up to 60 times it (5 s … 300 s), 20 % jitter, never under the
 * base, as Evolution 2.3.6 reckons.
 * @param failed how many attempts failed so far (1 or more)
 * @param dice a number in [0, 1)
 * @returns milliseconds
 */
export function retryWait(baseMs: number, failed: number, dice: number): number {
  const wait = Math.min(baseMs * 2 ** (failed - 1), baseMs * 60)
  return Math.max(baseMs, Math.round(wait * (0.8 + 0.4 * dice)))
}
