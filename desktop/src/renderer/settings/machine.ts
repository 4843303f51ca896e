import { useSyncExternalStore } from 'react'
import { create } from 'zustand'
import {
  bridge,
  type DesktopState,
  type Noticing,
  quietForAnHour,
  type SettingsChange,
  silence,
} from '../bridge.ts'
import { useNow } from '../ui/use-now.ts'

/** True after a setting could not be written down; the settings screen says so. */
export const useUnkept = create<{ unkept: boolean }>(() => ({ unkept: false }))

async function settle(change: Promise<'kept' | 'untilQuit'>): Promise<void> {
  const answer = await change.catch(() => 'untilQuit' as const)
  useUnkept.setState({ unkept: answer === 'untilQuit' })
}

/** When this machine tells people. */
export function useNoticing(): Noticing {
  const { noticing } = bridge().shell
  return useSyncExternalStore(noticing.onChange, noticing.get)
}

export const changeNoticing = (part: Partial<Noticing>) => settle(bridge().shell.noticing.change(part))

const NEVER = () => () => {}
const NOTHING = () => null

/** The application around the page, or null in a browser. */
export function useDesktop(): DesktopState | null {
  const { desktop } = bridge().shell
  return useSyncExternalStore<DesktopState | null>(desktop?.onState ?? NEVER, desktop?.state ?? NOTHING)
}

export async function changeDesktop(change: SettingsChange): Promise<void> {
  const { desktop } = bridge().shell
  if (desktop) await settle(desktop.changeSettings(change))
}

/** Whether this machine is silent now, and by which of the person's wishes. */
export function useSilence(): ReturnType<typeof silence> {
  return silence(useNoticing(), useNow())
}

/** Silence for an hour, or its end where it is silent by such a wish or by the switch. */
export function toggleQuiet(): void {
  const now = silence(bridge().shell.noticing.get(), Date.now())
  if (now === 'off') void changeNoticing({ notifications: true, quietUntil: null })
  else void changeNoticing(now === 'until' ? { quietUntil: null } : quietForAnHour(Date.now()))
}
