import { z } from 'zod'
import { DEFAULT_NOTICING, Noticing } from '../engine/noticing.ts'

/** The sizes of the page a person steps through, in percent. */
export const ZOOMS = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200] as const

/** Languages whose misspelled words are underlined. */
export const SPELL_LANGUAGES = ['pt-BR', 'en-US'] as const

/** What a person chose for this machine; the rest of the file (window, preferences) is nobody's to change by hand. */
export const DesktopSettings = Noticing.extend({
  autostart: z.boolean(),
  /** Closing the window leaves the console on duty in the tray. */
  stayInTray: z.boolean(),
  /** Which releases this machine takes: everyone's, or those being tried first. */
  channel: z.enum(['latest', 'beta']),
  /** Size of the page in percent. */
  zoom: z.literal(ZOOMS),
  /** Empty: nothing is underlined. */
  spellcheck: z.array(z.enum(SPELL_LANGUAGES)).max(SPELL_LANGUAGES.length),
})
export type DesktopSettings = z.infer<typeof DesktopSettings>

export const DEFAULT_SETTINGS: DesktopSettings = {
  ...DEFAULT_NOTICING,
  autostart: false,
  stayInTray: true,
  channel: 'latest',
  zoom: 100,
  spellcheck: ['pt-BR'],
}

export const SettingsChange = DesktopSettings.partial()
export type SettingsChange = z.infer<typeof SettingsChange>

/** The size nearest to one given in percent. */
export function nearestZoom(percent: number): DesktopSettings['zoom'] {
  return ZOOMS.reduce((best, each) => (Math.abs(each - percent) < Math.abs(best - percent) ? each : best))
}

/** One step larger or smaller; the ends hold. */
export function stepZoom(now: DesktopSettings['zoom'], step: 1 | -1): DesktopSettings['zoom'] {
  return ZOOMS[ZOOMS.indexOf(now) + step] ?? now
}

/** The language to begin with on a system of this locale, before anybody chose one. */
export function firstLanguage(locale: string): 'pt-BR' | 'en' {
  return locale.toLowerCase().startsWith('pt') ? 'pt-BR' : 'en'
}
