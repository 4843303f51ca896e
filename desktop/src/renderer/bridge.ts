import type { SearchHit } from '../engine/cache.port.ts'
import type { Console } from '../engine/console.ts'
import type { OutgoingFile } from '../engine/files.ts'
import type { Notice } from '../engine/notices.ts'
import type { Noticing } from '../engine/noticing.ts'
import type { HowItEnded } from '../engine/second-thoughts.ts'
import type {
  Answer,
  ConsoleState,
  Failure,
  OutboxItem,
  Outcome,
  Receipts,
  Thread,
  Undoable,
  Upload,
} from '../engine/state.ts'
import type { ConsoleApi, DesktopState } from '../ipc/console-api.ts'
import type { SettingsChange } from '../ipc/settings.ts'

export { folded } from '../engine/history.ts'
export { quietForAnHour, REPEATS, silence } from '../engine/noticing.ts'
export { SECOND_THOUGHTS_MS } from '../engine/second-thoughts.ts'
export { applyChange, draftKey, INITIAL_STATE, keptId } from '../engine/state.ts'
export { firstLanguage, SPELL_LANGUAGES, ZOOMS } from '../ipc/settings.ts'
export type {
  Answer,
  Console,
  ConsoleState,
  DesktopState,
  Failure,
  HowItEnded,
  Notice,
  Noticing,
  OutboxItem,
  Outcome,
  OutgoingFile,
  Receipts,
  SearchHit,
  SettingsChange,
  Thread,
  Undoable,
  Upload,
}

/** What the program around the page does for it: a browser tab or the desktop application. */
export type Shell = {
  kind: 'browser' | 'desktop'
  notifications(): 'default' | 'granted' | 'denied'
  askNotifications(): Promise<'default' | 'granted' | 'denied'>
  notify(notice: { tag: string; title: string; body: string; onClick: () => void }): void
  withdraw(tag: string): void
  /** How many wait for a person, for a badge where there is one. */
  setCount(count: number): void
  preferences(): string | null
  keepPreferences(text: string): void
  /** When this machine tells people of what happens. A change holds at once; `untilQuit`: it could not be written down. */
  noticing: {
    get(): Noticing
    change(part: Partial<Noticing>): Promise<'kept' | 'untilQuit'>
    onChange(listener: () => void): () => void
  }
  /** What only the application has: its settings, updates and diagnostics. */
  desktop?: {
    state(): DesktopState
    onState(listener: () => void): () => void
    /** Menu or tray asked for the settings. */
    onSettings(listener: () => void): () => void
    /** A notification or a link opened a conversation, perhaps the one that was open. */
    onOpened(listener: () => void): () => void
  } & Pick<ConsoleApi['shell'], 'changeSettings' | 'exportDiagnostics' | 'checkForUpdate' | 'installUpdate'>
}

/** The only way out of the page. Everything that crosses it is plain data, except the shell's click callback. */
export type Bridge = { console: Console; shell: Shell }

let provided: Bridge | null = null

/** Called once, before anything is drawn. */
export function provideBridge(bridge: Bridge): void {
  provided = bridge
}

/** The engine's commands and the shell. Throws when the page was not mounted. */
export function bridge(): Bridge {
  if (!provided) throw new Error('the console was not mounted')
  return provided
}
