/**
 * What is older than this when we read it is history: shown, marked, and for people to judge. An hour, because what the
 * hourly count takes in is at most about that old and still wants an answer, while after an hour without a connection the owner
 * has seen the phone and may have answered there. Milliseconds; `WHATSAPP_LATE_AFTER_MINUTES` sets another.
 */
export const LATE_AFTER_MS = 3_600_000

/**
 * Personal data is kept so long: thirty days, the number of the privacy page. A message that is older when it comes is not
 * taken in at all.
 */
export const KEPT_MS = 30 * 86_400_000

/** People hold a conversation for a day after their last act; then it goes back to the AI. Milliseconds. */
export const HELD_MS = 24 * 3_600_000

/** WhatsApp tells whole seconds, so a thread is ordered by them, then by arrival: ours lose their milliseconds, too. */
export function wholeSecond(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000)
}

/** When a message was written, as a thread files it: in whole seconds, and never after it arrived, whatever a clock says. */
export function filedAt(stamp: Date, arrivedAt: Date): Date {
  return wholeSecond(stamp > arrivedAt ? arrivedAt : stamp)
}

/** Whether what was written at `at` and is read `now` is history: no clock starts in the past for it, and no bot answers it. */
export function isHistory(at: Date, now: Date, lateAfterMs = LATE_AFTER_MS): boolean {
  return now.getTime() - at.getTime() > lateAfterMs
}

/** What is older than this did not come straight: the connection was away, and more of that time may be on its way. */
const CATCHES_UP_AFTER_MS = 5 * 60_000
/** How long a question then waits for the owner's own answer from the phone, which comes behind it. Milliseconds. */
const CATCH_UP_WAIT_MS = 10_000

/** How long to wait at least before what was written at `at` and is read `now` is answered. Milliseconds. */
export function catchUpWait(at: Date, now: Date): number {
  return now.getTime() - at.getTime() > CATCHES_UP_AFTER_MS ? CATCH_UP_WAIT_MS : 0
}

/** Whether it is so old that it is not kept. */
export function isBeyondKeeping(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() > KEPT_MS
}
