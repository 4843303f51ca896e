import { z } from 'zod'

const Hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** What may be chosen between two showings of a notice that nobody saw, in seconds; 0 shows it once. */
export const REPEATS = [0, 30, 60, 120, 300, 600] as const

/** When a person wants to be told, chosen for one machine. */
export const Noticing = z.object({
  notifications: z.boolean(),
  /** Hours of this machine's day in which nothing pops up or sounds; `from` after `to` spans midnight. */
  quiet: z.object({ on: z.boolean(), from: Hour, to: Hour }),
  /** Nothing pops up or sounds before this instant either. */
  quietUntil: z.iso.datetime().nullable(),
  repeatSeconds: z.literal(REPEATS),
})
export type Noticing = z.infer<typeof Noticing>

export const DEFAULT_NOTICING: Noticing = {
  notifications: true,
  quiet: { on: false, from: '22:00', to: '07:00' },
  quietUntil: null,
  repeatSeconds: 60,
}

/** Every field of `defaults`, from `raw` where that has a valid one: a new or broken setting costs no other. */
export function readEach<T extends z.ZodObject>(schema: T, defaults: z.infer<T>, raw: unknown): z.infer<T> {
  const found = raw && typeof raw === 'object' ? (raw as Record<string, unknown>) : {}
  return Object.fromEntries(
    Object.entries(schema.shape).map(([name, field]) => {
      const read = (field as z.ZodType).safeParse(found[name])
      return [name, read.success ? read.data : defaults[name]]
    }),
  ) as z.infer<T>
}

const minutesOf = (hour: string) => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3))

/** Whether the hours of do-not-disturb hold at this time of this machine's day. `from` equal to `to` is never. */
export function isQuietHour({ on, from, to }: Noticing['quiet'], at: Date): boolean {
  if (!on) return false
  const now = at.getHours() * 60 + at.getMinutes()
  const [begin, end] = [minutesOf(from), minutesOf(to)]
  return begin <= end ? begin <= now && now < end : begin <= now || now < end
}

/** Whether a person is to be left alone now (milliseconds since the epoch), and by which of their wishes. */
export function silence(noticing: Noticing, now: number): 'off' | 'until' | 'hours' | null {
  if (!noticing.notifications) return 'off'
  if (noticing.quietUntil && now < Date.parse(noticing.quietUntil)) return 'until'
  return isQuietHour(noticing.quiet, new Date(now)) ? 'hours' : null
}

/** Do-not-disturb for an hour from now, in milliseconds since the epoch. */
export function quietForAnHour(now: number): Pick<Noticing, 'quietUntil'> {
  return { quietUntil: new Date(now + 3600_000).toISOString() }
}
