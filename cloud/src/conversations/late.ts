/**
 * What is older than this when we read it is history: shown, marked, and for people to judge. An hour, because what the
 * hourly count takes in is at most about that old and still wants an answer, while after an hour without a line the owner
 * has seen the phone and may have answered there. Milliseconds; `WHATSAPP_LATE_AFTER_MINUTES` sets another.
 */
export const LATE_AFTER_MS = 3_600_000

/** What is older than this is not taken in at all: it would be deleted the same day (30 days, as the privacy page says). */
export const KEPT_MS = 30 * 86_400_000

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

/** Whether it is so old that it is not kept. */
export function isBeyondKeeping(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() > KEPT_MS
}
