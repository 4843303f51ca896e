/** A window must have brought this many messages on average before its emptiness means anything. */
const EXPECTED = 6
/** Days of history without which no rhythm is known. */
const DAYS_KNOWN = 5
/** The share of days on which the same window may have been empty without the number being ill. */
const QUIET_DAYS = 0.1

/** How far back a silence is compared, days. */
export const RHYTHM_DAYS = 14
/** No silence shorter than this is looked at, and none is compared over a longer window. Milliseconds. */
export const SHORTEST_SILENCE_MS = 20 * 60_000
export const LONGEST_SILENCE_MS = 6 * 3_600_000

/**
 * Whether a number's silence is against its own rhythm.
 * @param counts messages received in the same window of the clock on each of the last `RHYTHM_DAYS` days; null for a
 *   day before the number was there
 */
export function isAgainstRhythm(counts: readonly (number | null)[]): boolean {
  const days = counts.filter((count) => count !== null)
  if (days.length < DAYS_KNOWN) return false
  const mean = days.reduce((sum, count) => sum + count, 0) / days.length
  const quiet = days.filter((count) => count === 0).length
  return mean >= EXPECTED && quiet <= days.length * QUIET_DAYS
}
