import type { DesktopSettings } from '../ipc/settings.ts'

/** Whether the hours of do-not-disturb hold at this time of this machine's day. `from` equal to `to` is never. */
export function isQuiet({ on, from, to }: DesktopSettings['quiet'], at: Date): boolean {
  if (!on) return false
  const now = at.getHours() * 60 + at.getMinutes()
  const [begin, end] = [from, to].map((hour) => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3))) as [
    number,
    number,
  ]
  return begin <= end ? begin <= now && now < end : begin <= now || now < end
}
