import { MOST_INSIGHT_DAYS } from '@plantao/shared/insights'
import { expected } from '../platform/errors.ts'

const DAY_MS = 24 * 3600_000
const SHOWN = 30

/** The calendar day of an instant in a time zone, `2026-03-31`. */
export function dayOf(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at)
}

/** A day some days later or earlier. Calendar arithmetic: no clock is in it, so daylight saving cannot bend it. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Every day of a range, both ends included. */
export function daysOf(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

/** The range asked for, filled up to the last 30 days. Throws `insights.range`. */
export function rangeOf(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  today: string,
): { from: string; to: string } {
  const last = to ?? (from && from > today ? from : today)
  const first = from ?? addDays(last, 1 - SHOWN)
  if (first > last || addDays(first, MOST_INSIGHT_DAYS - 1) < last)
    throw expected('insights.range', { days: MOST_INSIGHT_DAYS })
  return { from: first, to: last }
}
