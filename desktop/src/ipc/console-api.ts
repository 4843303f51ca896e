import type { Console } from '../engine/console.ts'
import type { Notice } from '../engine/notices.ts'
import type { ConsoleChange, ConsoleState } from '../engine/state.ts'
import type { ConsoleCommand } from './channels.ts'
import type { DesktopSettings, SettingsChange } from './settings.ts'

export type UpdateState =
  | { phase: 'none' | 'checking' | 'failed' | 'unsupported' }
  | { phase: 'downloading'; share: number }
  | { phase: 'ready'; version: string }

/** A screen of the page that menu and tray ask for. */
export type ScreenName = 'settings'

/** What the page shows of the application around it. */
export type DesktopState = {
  version: string
  settings: DesktopSettings
  update: UpdateState
  /** Whether the sign-in survives a restart: only where the system keeps secrets. */
  session: 'kept' | 'forgotten'
  /** What this machine lets us do; the page shows no setting without effect. */
  can: { autostart: boolean; chooseSpellLanguages: boolean }
}

/** A state and the number of the last change in it; changes carry theirs, so that none is lost or applied twice. */
export type Numbered<T> = { number: number; value: T }

/** The whole of what the sandboxed page can reach, as `window.plantao`. Named functions only. */
export type ConsoleApi = {
  console: Omit<Pick<Console, ConsoleCommand>, 'snapshot'> & {
    snapshot(): Promise<Numbered<ConsoleState>>
    onChange(listener: (change: Numbered<ConsoleChange>) => void): () => void
    onNotice(listener: (notice: Notice) => void): () => void
  }
  shell: {
    begin(): Promise<{ preferences: string | null; desktop: DesktopState; asked: ScreenName | null }>
    keepPreferences(text: string): Promise<void>
    /** Holds at once; `untilQuit`: the disk refused it. */
    changeSettings(change: SettingsChange): Promise<'kept' | 'untilQuit'>
    /** Writes a file a person may send to support: no names, phones or texts in it. */
    exportDiagnostics(): Promise<'saved' | 'cancelled' | 'failed'>
    checkForUpdate(): Promise<void>
    installUpdate(): Promise<void>
    onDesktop(listener: (state: DesktopState) => void): () => void
    onScreen(listener: (screen: ScreenName) => void): () => void
    /** A notification or a link opened a conversation: whoever followed it writes there. */
    onOpened(listener: () => void): () => void
  }
}
