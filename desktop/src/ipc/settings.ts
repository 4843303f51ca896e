import { z } from 'zod'

const Hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Hours of this machine's clock in which nothing pops up or sounds; `from` after `to` spans midnight. */
const Quiet = z.object({ on: z.boolean(), from: Hour, to: Hour })

/** What a person chose for this machine; the rest of the file (window, preferences) is nobody's to change by hand. */
const Chosen = z.object({
  autostart: z.boolean(),
  /** Closing the window leaves the console on duty in the tray. */
  stayInTray: z.boolean(),
  notifications: z.boolean(),
  quiet: Quiet,
  /** Which releases this machine takes: everyone's, or those being tried first. */
  channel: z.enum(['latest', 'beta']),
})
export type DesktopSettings = z.infer<typeof Chosen>
export const DesktopSettings = Chosen

export const SettingsChange = Chosen.partial()
export type SettingsChange = z.infer<typeof SettingsChange>
