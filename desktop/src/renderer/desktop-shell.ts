import type { ConsoleApi, DesktopState } from '../ipc/console-api.ts'
import type { Shell } from './bridge.ts'

/** The application around the page. It shows notices, counts and badges by itself, even without a page. */
export function desktopShell(
  api: ConsoleApi['shell'],
  preferences: string | null,
  first: DesktopState,
): Shell {
  let desktop = first
  const listeners = new Set<() => void>()
  api.onDesktop((next) => {
    desktop = next
    for (const listener of listeners) listener()
  })
  return {
    kind: 'desktop',
    notifications: () => 'granted',
    askNotifications: async () => 'granted',
    notify: () => {},
    withdraw: () => {},
    setCount: () => {},
    preferences: () => preferences,
    keepPreferences: (text) => void api.keepPreferences(text),
    desktop: {
      state: () => desktop,
      onState: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      changeSettings: api.changeSettings,
      exportDiagnostics: api.exportDiagnostics,
      checkForUpdate: api.checkForUpdate,
      installUpdate: api.installUpdate,
    },
  }
}
