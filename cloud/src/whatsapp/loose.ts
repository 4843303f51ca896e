import { cut } from '@plantao/shared/cut'

/** Careful reading of JSON that anyone may have shaped: each answers null where the value is not what was hoped for. */

export type Loose = Record<string, unknown>

export function objectOf(value: unknown): Loose | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : null
}

/** A trimmed text, or null when it is blank; cut at `most` UTF-16 units. */
export function textOf(value: unknown, most = 65_536): string | null {
  if (typeof value !== 'string') return null
  return cut(value, most).trim() || null
}

/** A number, a numeric string, or protobuf's 64-bit `{low, high}`. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'string') {
    return /^-?\d{1,17}(\.\d+)?$/.test(value.trim()) ? Number(value) : null
  }
  const long = objectOf(value)
  if (!long || typeof long.low !== 'number') return null
  const high = typeof long.high === 'number' ? long.high : 0
  const whole = high * 2 ** 32 + (long.low >>> 0)
  return Number.isFinite(whole) ? whole : null
}

// WhatsApp began in 2009; beyond 2100 somebody made the number up.
const EARLIEST = Date.UTC(2009, 0, 1)
const LATEST = Date.UTC(2100, 0, 1)

/** An instant from epoch seconds or milliseconds (told apart by size), in any of `numberOf`'s spellings. */
export function instantOf(value: unknown): Date | null {
  const number = numberOf(value)
  if (number === null) return null
  const ms = number > 100_000_000_000 ? number : number * 1000
  return ms >= EARLIEST && ms <= LATEST ? new Date(ms) : null
}

/**
 * When something happened: WhatsApp's own stamp, else when it came to us, else Evolution's word of when it was posted.
 */
export function timeOf(envelope: Loose, stamp: unknown, receivedAt: Date | undefined): Date {
  const posted = typeof envelope.date_time === 'string' ? Date.parse(envelope.date_time) : Number.NaN
  return instantOf(stamp) ?? receivedAt ?? instantOf(posted) ?? new Date(0)
}

/** Evolution mostly posts one object; where a version posts a list, the first object of it. */
export function dataOf(body: unknown): Loose | null {
  const data = objectOf(body)?.data
  return objectOf(Array.isArray(data) ? data[0] : data)
}

/** A message id as WhatsApp writes them; anything longer than any of theirs is not one. */
export function idOf(value: unknown): string | null {
  return typeof value === 'string' && value.length > 0 && value.length <= 200 ? value : null
}

/** One spelling per event: `MESSAGES_UPSERT` and `messages-upsert` are `messages.upsert`. */
export function eventName(event: string): string {
  return event.toLowerCase().replace(/[_-]/g, '.')
}
