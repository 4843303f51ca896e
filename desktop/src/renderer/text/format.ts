import { dateFormat, phoneText, timeText } from '@plantao/ui/format'
import type { Catalogue } from './pt-br.ts'

/** Hour and minute by this machine's own clock: "14:32". */
export function clockTime(at: string, locale: string): string {
  return new Date(at).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hour12: false })
}

/** The calendar day in the tenant's time zone, as "2026-11-02": equal for instants of one day. */
export function dayOf(at: string | number, zone: string): string {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  return dateFormat('en-CA', zone, options).format(new Date(at))
}

/** A day as people say it: today, yesterday, or weekday and date. */
export function dayName(at: string, now: number, text: Catalogue, zone: string): string {
  const day = dayOf(at, zone)
  if (day === dayOf(now, zone)) return text.conversation.today
  if (day === dayOf(now - 86_400_000, zone)) return text.conversation.yesterday
  const options = { weekday: 'long', day: 'numeric', month: 'long' } as const
  return dateFormat(text.locale, zone, options).format(new Date(at))
}

/** When something last happened, short enough for a card: the time today, "ontem", else day and month. */
export function shortWhen(at: string, now: number, text: Catalogue, zone: string): string {
  const day = dayOf(at, zone)
  if (day === dayOf(now, zone)) return timeText(at, text.locale, zone)
  if (day === dayOf(now - 86_400_000, zone)) return text.conversation.yesterday.toLowerCase()
  return dateFormat(text.locale, zone, { day: '2-digit', month: '2-digit' }).format(new Date(at))
}

/** When something came that was written at `at`: the time where that was the same day, else day and time. */
export function cameText(came: string, at: string, locale: string, zone: string): string {
  const time = timeText(came, locale, zone)
  if (dayOf(came, zone) === dayOf(at, zone)) return time
  const day = dateFormat(locale, zone, { day: '2-digit', month: '2-digit' }).format(new Date(came))
  return `${day} ${time}`
}

/** How long someone waits, from milliseconds: "02:14", "1 h 05", "2 d 3 h". Never negative. */
export function waitFor(ms: number, text: Catalogue): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  if (seconds < 3600) return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
  const hours = Math.floor(seconds / 3600)
  if (hours < 24) return text.duration.hours(hours, two(Math.floor(seconds / 60) % 60))
  return text.duration.days(Math.floor(hours / 24), hours % 24)
}

/** The same wait for a screen reader, in whole minutes. */
export function spokenWait(ms: number, text: Catalogue): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  return text.duration.spoken(Math.floor(minutes / 60), minutes % 60)
}

/** What a customer is called on the screen: by name, else by number. */
export function nameText(
  contact: { name: string | null; phone: string | null } | undefined,
  text: Catalogue,
): string {
  return contact?.name ?? phoneText(contact?.phone ?? null) ?? text.conversation.unknownName
}

/** A share between 0 and 1 with two decimals: "0,31". */
export function shareText(share: number, locale: string): string {
  return share.toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
}

/** A length of sound or film from seconds: "0:14", "12:05". */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/**
 * A confidence with as many digits as it takes to tell it from the threshold: "0,50" that did not reach "0,50" would
 * be a riddle.
 */
export function sureText(share: number, threshold: number | undefined, locale: string): string {
  for (let digits = 2; digits < 4; digits++) {
    const words = share.toLocaleString(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
    if (threshold === undefined || share === threshold) return words
    if (Math.abs(Number(share.toFixed(digits)) - threshold) >= 10 ** -digits / 2) return words
  }
  return share.toLocaleString(locale, { minimumFractionDigits: 4, maximumFractionDigits: 4 })
}
