import type { ConsoleApi, DesktopState } from '../ipc/console-api.ts'
import type { DesktopSettings, SettingsChange } from '../ipc/settings.ts'
import type { Shell } from './bridge.ts'

type Begun = Awaited<ReturnType<ConsoleApi['shell']['begin']>>

/** The application around the page. It shows notices, counts and badges by itself, even without a page. */
export function desktopShell(api: ConsoleApi['shell'], { preferences, desktop: first, asked }: Begun): Shell {
  let desktop: DesktopState = first
  const listeners = new Set<() => void>()
  const become = (next: DesktopState) => {
    desktop = next
    for (const listener of listeners) listener()
  }
  /** What the application last said, and changes it has not answered yet: until then the page's own word counts. */
  let heard = first.settings
  let unanswered = 0
  api.onDesktop((next) => {
    heard = next.settings
    become(unanswered > 0 ? { ...next, settings: desktop.settings } : next)
  })
  const onChange = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  async function changeSettings(change: SettingsChange): Promise<'kept' | 'untilQuit'> {
    // Shown at once: a field that waits for its own value to come back would fight whoever types in it.
    become({ ...desktop, settings: { ...desktop.settings, ...change } as DesktopSettings })
    unanswered++
    try {
      return await api.changeSettings(change)
    } finally {
      unanswered--
      if (unanswered === 0) become({ ...desktop, settings: heard })
    }
  }
  return {
    kind: 'desktop',
    notifications: () => 'granted',
    askNotifications: async () => 'granted',
    notify: () => {},
    withdraw: () => {},
    setCount: () => {},
    preferences: () => preferences,
    keepPreferences: (text) => void api.keepPreferences(text),
    noticing: { get: () => desktop.settings, change: changeSettings, onChange },
    desktop: {
      state: () => desktop,
      onState: onChange,
      onSettings: (listener) => {
        if (asked === 'settings') listener()
        return api.onScreen(() => listener())
      },
      onOpened: api.onOpened,
      changeSettings,
      exportDiagnostics: api.exportDiagnostics,
      checkForUpdate: api.checkForUpdate,
      installUpdate: api.installUpdate,
    },
  }
}
