import type { BotSettings } from '@plantao/shared/bot-settings'

type Hours = Pick<BotSettings, 'businessHours' | 'timeZone'>

/** What a wall clock of the tenant shows: day of the week from Sunday, and `HH:MM`. */
export type WallClock = { day: number; time: string }

const DAYS = [
  'domingo',
  'segunda-feira',
  'terça-feira',
  'quarta-feira',
  'quinta-feira',
  'sexta-feira',
  'sábado',
]
const DAY_NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** Making a format takes a hundred times as long as using it; there are some hundred zones. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  clocks.set(timeZone, made)
  return made
}

/** The wall clock of a time zone at an instant; daylight saving is in it. */
export function wallClock(timeZone: string, at: Date): WallClock {
  const parts = clockOf(timeZone).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return { day: DAY_NAMES.indexOf(part('weekday')), time: `${part('hour')}:${part('minute')}` }
}

/** Whether people attend at this instant. Without any hours set they always do. */
export function isOpen({ businessHours: { week }, timeZone }: Hours, at: Date): boolean {
  if (week.length === 0) return true
  const now = wallClock(timeZone, at)
  return week.some(({ day, opens, closes }) => day === now.day && opens <= now.time && now.time < closes)
}

/**
 * When people are back, as one says it: `hoje às 8h`, `amanhã às 8h30`, `segunda-feira às 8h`. Null while open.
 * Said by the wall clock, so a night that is an hour longer or shorter changes nothing.
 */
export function backWhen(hours: Hours, at: Date): string | null {
  if (isOpen(hours, at)) return null
  const now = wallClock(hours.timeZone, at)
  for (let ahead = 0; ahead <= 7; ahead++) {
    const day = (now.day + ahead) % 7
    const opening = hours.businessHours.week
      .filter((stretch) => stretch.day === day && (ahead > 0 || stretch.opens > now.time))
      .map((stretch) => stretch.opens)
      .sort()[0]
    if (opening) return `${dayWords(ahead, day)} às ${clockWords(opening)}`
  }
  return null
}

const MINUTE_MS = 60_000
const DAY_MS = 1_440 * MINUTE_MS
/** Clocks are turned by an hour or two; a stretch that lay in the missing one opens with its end. Minutes. */
const MOST_TURNED = 180

/**
 * The first instant after `at` at which people attend; `at` itself while they do. On a night whose clocks are turned
 * forward over an opening it is when the missing hour is over, on one turned back it is the first of the two. Null when
 * no stretch of the next two weeks comes to be. Pure.
 */
export function nextOpening(hours: Hours, at: Date): Date | null {
  if (isOpen(hours, at)) return at
  const { timeZone } = hours
  const opensAt: number[] = []
  for (let ahead = -1; ahead <= 14; ahead++) {
    const inDay = new Date(at.getTime() + ahead * DAY_MS)
    const date = dateOf(timeZone, inDay)
    const { day } = wallClock(timeZone, inDay)
    for (const stretch of hours.businessHours.week) {
      if (stretch.day !== day) continue
      // Read as if it were UTC, less what the zone was or will be apart from it around that day.
      const asUtc = Date.parse(`${date}T${stretch.opens}:00Z`)
      for (const apart of [-DAY_MS, DAY_MS]) opensAt.push(asUtc - apartFromUtc(timeZone, asUtc + apart))
    }
  }
  const found = opensAt
    .sort((a, b) => a - b)
    .find((instant) => instant > at.getTime() && isOpen(hours, new Date(instant)))
  if (found === undefined) return null
  let first = found
  for (let minute = 0; minute < MOST_TURNED; minute++) {
    const before = first - MINUTE_MS
    if (before <= at.getTime() || !isOpen(hours, new Date(before))) break
    first = before
  }
  return new Date(first)
}

/** The calendar's day in a zone, `2026-11-24`. */
function dateOf(timeZone: string, at: Date): string {
  const parts = clockOf(timeZone).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** By how much a zone's wall clock is ahead of UTC at an instant. Milliseconds. */
function apartFromUtc(timeZone: string, instant: number): number {
  const minute = Math.floor(instant / MINUTE_MS) * MINUTE_MS
  const at = new Date(minute)
  return Date.parse(`${dateOf(timeZone, at)}T${wallClock(timeZone, at).time}:00Z`) - minute
}

function dayWords(ahead: number, day: number): string {
  if (ahead === 0) return 'hoje'
  return ahead === 1 ? 'amanhã' : DAYS[day]!
}

function clockWords(time: string): string {
  const [hour, minute] = time.split(':')
  return minute === '00' ? `${Number(hour)}h` : `${Number(hour)}h${minute}`
}
