import type { DesktopSettings } from '../ipc/settings.ts'
import type { Settings } from './settings.ts'

/** What a changed setting does to this machine. */
export type Effects = { [K in keyof DesktopSettings]?: (value: DesktopSettings[K]) => void }

/** Runs the effect of each setting that changed, whoever changed it, and of no other. */
export function applySettings(settings: Pick<Settings, 'get' | 'onChange'>, effects: Effects): void {
  let before = settings.get().chosen
  settings.onChange(() => {
    const now = settings.get().chosen
    const names = Object.keys(effects) as (keyof DesktopSettings)[]
    const changed = names.filter((name) => JSON.stringify(now[name]) !== JSON.stringify(before[name]))
    before = now
    for (const name of changed) (effects[name] as (value: unknown) => void)(now[name])
  })
}
