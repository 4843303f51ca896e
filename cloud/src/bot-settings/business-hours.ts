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

/** The wall clock of a time zone at an instant; daylight saving is in it. */
export function wallClock(timeZone: string, at: Date): WallClock {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
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

function dayWords(ahead: number, day: number): string {
  if (ahead === 0) return 'hoje'
  return ahead === 1 ? 'amanhã' : DAYS[day]!
}

function clockWords(time: string): string {
  const [hour, minute] = time.split(':')
  return minute === '00' ? `${Number(hour)}h` : `${Number(hour)}h${minute}`
}
