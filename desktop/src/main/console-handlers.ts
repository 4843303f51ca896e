import { type BrowserWindow, dialog } from 'electron'
import { CONSOLE_COMMANDS, channelOf, EVENTS, SHELL_COMMANDS } from '../ipc/channels.ts'
import type { DesktopState } from '../ipc/console-api.ts'
import { CONSOLE_ARGUMENTS, SHELL_ARGUMENTS } from '../ipc/schemas.ts'
import type { SettingsChange } from '../ipc/settings.ts'
import { diagnosticsOf } from './diagnostics.ts'
import type { Engine } from './engine.ts'
import { replaceFile } from './files.ts'
import type { Door } from './ipc-handlers.ts'
import type { Journal } from './journal.ts'
import type { Screens } from './screens.ts'
import type { Settings } from './settings.ts'

type Deps = {
  door: Door
  engine: Engine
  settings: Settings
  screens: Screens
  journal: Journal
  desktop: () => DesktopState
  updates: { check(): Promise<void>; install(): Promise<void> }
  window: () => BrowserWindow | undefined
}
type AnyCommand = (...args: unknown[]) => unknown

/** Every command of the page behind the door, and everything the page is told. */
export function answerThePage({
  door,
  engine,
  settings,
  screens,
  journal,
  desktop,
  updates,
  window,
}: Deps): void {
  for (const command of CONSOLE_COMMANDS) {
    const run = command === 'snapshot' ? engine.numbered : (engine.console[command] as AnyCommand)
    door.handle(channelOf('console', command), CONSOLE_ARGUMENTS[command], (...args) => run(...(args as [])))
  }

  const shell: { [K in (typeof SHELL_COMMANDS)[number]]: (...args: never[]) => unknown } = {
    begin: () => ({
      preferences: settings.get().preferences,
      desktop: desktop(),
      asked: screens.begun(),
    }),
    keepPreferences: (text: string) => settings.change({ preferences: text }),
    changeSettings: (part: SettingsChange) => settings.choose(part),
    exportDiagnostics: async () => {
      const options = { defaultPath: 'plantao-diagnostico.json' }
      const parent = window()
      const { filePath } = await (parent
        ? dialog.showSaveDialog(parent, options)
        : dialog.showSaveDialog(options))
      if (!filePath) return 'cancelled'
      const { electron, chrome, node } = process.versions
      const facts = {
        state: engine.state(),
        desktop: desktop(),
        journal,
        versions: { electron, chrome, node },
      }
      try {
        replaceFile(filePath, JSON.stringify(diagnosticsOf(facts), null, 2))
        return 'saved'
      } catch {
        journal.note('diagnostics.refused')
        return 'failed'
      }
    },
    checkForUpdate: () => updates.check(),
    installUpdate: () => updates.install(),
  }
  for (const command of SHELL_COMMANDS) {
    door.handle(channelOf('shell', command), SHELL_ARGUMENTS[command], (...args) =>
      (shell[command] as AnyCommand)(...args),
    )
  }

  engine.onChange((value, number) => door.tell(EVENTS.change, { number, value }))
  engine.console.onNotice((notice) => door.tell(EVENTS.notice, notice))
  settings.onChange(() => door.tell(EVENTS.desktop, desktop()))
}
