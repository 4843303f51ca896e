import type { Console } from '../engine/console.ts'

/** What the page may ask of the engine. Whether it is looked at, and its end, are the application's own business. */
export type ConsoleCommand = Exclude<keyof Console, 'onChange' | 'onNotice' | 'stop' | 'look' | 'settle'>

// A record, so that a command of the engine without a channel does not compile.
const consoleCommands: Record<ConsoleCommand, true> = {
  snapshot: true,
  start: true,
  wake: true,
  signIn: true,
  signOut: true,
  changePassword: true,
  open: true,
  loadOlder: true,
  loadOlderConversations: true,
  send: true,
  note: true,
  sendFile: true,
  retryFile: true,
  discardFile: true,
  media: true,
  retry: true,
  discard: true,
  retryMessage: true,
  setDraft: true,
  typed: true,
  claim: true,
  returnToAi: true,
  close: true,
  undo: true,
  findReceipt: true,
  search: true,
  suggest: true,
  replay: true,
  saveQuickReply: true,
  deleteQuickReply: true,
  sameQuestion: true,
  answerSame: true,
  propose: true,
}
export const CONSOLE_COMMANDS = Object.keys(consoleCommands) as ConsoleCommand[]

export const SHELL_COMMANDS = [
  'begin',
  'keepPreferences',
  'changeSettings',
  'exportDiagnostics',
  'checkForUpdate',
  'installUpdate',
] as const
export type ShellCommand = (typeof SHELL_COMMANDS)[number]

/** The one name of a command on the wire between page and application. */
export const channelOf = (room: 'console' | 'shell', command: ConsoleCommand | ShellCommand) =>
  `plantao:${room}.${command}`

/** What the application says unasked. */
export const EVENTS = {
  change: 'plantao:console.change',
  notice: 'plantao:console.notice',
  desktop: 'plantao:shell.desktop',
  screen: 'plantao:shell.screen',
  opened: 'plantao:shell.opened',
} as const
