import { z } from 'zod'
import { DesktopSettings } from '../ipc/settings.ts'
import { readIfThere, replaceFile } from './files.ts'

const Bounds = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })

const Remembered = z.object({
  chosen: DesktopSettings.catch({
    autostart: false,
    stayInTray: true,
    notifications: true,
    quiet: { on: false, from: '22:00', to: '07:00' },
    channel: 'latest',
  }),
  /** The page's own, which only the page reads. */
  preferences: z.string().nullable().catch(null),
  window: z
    .object({ bounds: Bounds.nullable(), maximized: z.boolean(), zoom: z.number().min(-3).max(5) })
    .catch({ bounds: null, maximized: false, zoom: 0 }),
})
export type Remembered = z.infer<typeof Remembered>

/** What this machine remembers between starts, in one file. Anything missing or broken falls back to its default. */
export function openSettings(path: string) {
  let now = Remembered.parse(parsed(readIfThere(path)))
  const listeners = new Set<() => void>()
  return {
    get: () => now,
    change: (part: Partial<Remembered>) => {
      now = { ...now, ...part }
      replaceFile(path, JSON.stringify(now))
      for (const listener of listeners) listener()
    },
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

/** The language the page is set to; people start in Portuguese. */
export function languageOf({ preferences }: Remembered): 'pt-BR' | 'en' {
  const read = z
    .object({ language: z.enum(['pt-BR', 'en']) })
    .safeParse(parsed(Buffer.from(preferences ?? '{}')))
  return read.success ? read.data.language : 'pt-BR'
}
