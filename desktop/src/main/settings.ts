import { z } from 'zod'
import { readEach } from '../engine/noticing.ts'
import {
  DEFAULT_SETTINGS,
  DesktopSettings,
  firstLanguage,
  nearestZoom,
  type SettingsChange,
} from '../ipc/settings.ts'
import { readIfThere, replaceFile } from './files.ts'

const Bounds = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })

const Remembered = z.object({
  chosen: DesktopSettings,
  /** The page's own, which only the page reads. */
  preferences: z.string().nullable().catch(null),
  window: z
    .object({ bounds: Bounds.nullable(), maximized: z.boolean() })
    .catch({ bounds: null, maximized: false }),
})
export type Remembered = z.infer<typeof Remembered>

/** Where a console without a settings screen kept the zoom: in Chromium's levels, each a factor of 1.2. */
const OldZoom = z.object({ window: z.object({ zoom: z.number().min(-3).max(5) }) })

function remembered(raw: { chosen?: unknown }): Remembered {
  const old = OldZoom.safeParse(raw)
  const zoom = old.success ? nearestZoom(100 * 1.2 ** old.data.window.zoom) : DEFAULT_SETTINGS.zoom
  const chosen = readEach(DesktopSettings, { ...DEFAULT_SETTINGS, zoom }, raw.chosen)
  return Remembered.parse({ preferences: null, ...raw, chosen })
}

/**
 * What this machine remembers between starts, in one file. Anything missing or broken falls back to its default. A
 * change holds at once; it answers `untilQuit` when the disk refused it.
 */
export function openSettings(path: string) {
  let now = remembered(parsed(readIfThere(path)))
  const listeners = new Set<() => void>()
  function change(part: Partial<Remembered>): 'kept' | 'untilQuit' {
    now = { ...now, ...part }
    let answer: 'kept' | 'untilQuit' = 'kept'
    try {
      replaceFile(path, JSON.stringify(now))
    } catch {
      answer = 'untilQuit'
    }
    for (const listener of listeners) listener()
    return answer
  }
  return {
    get: () => now,
    change,
    choose: (part: SettingsChange) => change({ chosen: { ...now.chosen, ...part } as DesktopSettings }),
    onChange: (listener: () => void) => void listeners.add(listener),
  }
}
export type Settings = ReturnType<typeof openSettings>

function parsed(content: Buffer | null): object {
  try {
    const value: unknown = JSON.parse(content?.toString() ?? '{}')
    return value && typeof value === 'object' ? value : {}
  } catch {
    return {}
  }
}

/** The language the page is set to; before anything was, the system's, as the page itself does. */
export function languageOf({ preferences }: Remembered, systemLocale: string): 'pt-BR' | 'en' {
  if (preferences === null) return firstLanguage(systemLocale)
  const read = z.object({ language: z.enum(['pt-BR', 'en']) }).safeParse(parsed(Buffer.from(preferences)))
  return read.success ? read.data.language : 'pt-BR'
}
