import { MOST_SENT_BYTES, SentKind } from '@plantao/shared/conversations'
import { Id } from '@plantao/shared/ids'
import { WriteQuickReply } from '@plantao/shared/quick-replies'
import { z } from 'zod'
import type { ConsoleCommand, ShellCommand } from './channels.ts'
import { SettingsChange } from './settings.ts'

const ClientId = z.string().min(8).max(100)
const Text = z.string().max(20_000)
/** A text for each of many conversations; the server takes fewer still. */
const Texts = z.record(Id, Text).refine((texts) => Object.keys(texts).length <= 1000)
const Password = z.string().max(1024)

const File = z.strictObject({
  kind: SentKind,
  name: z.string().max(300),
  mime: z.string().max(200),
  caption: z.string().max(4096),
  bytes: z.instanceof(ArrayBuffer).refine((bytes) => bytes.byteLength <= MOST_SENT_BYTES),
})

/** The arguments of every command. What does not fit never reaches the engine. */
export const CONSOLE_ARGUMENTS = {
  snapshot: z.tuple([]),
  start: z.tuple([]),
  wake: z.tuple([]),
  signIn: z.tuple([z.string().max(320), Password]),
  signOut: z.tuple([]),
  changePassword: z.tuple([Password, Password]),
  open: z.tuple([Id.nullable()]),
  loadOlder: z.tuple([]),
  loadOlderConversations: z.tuple([]),
  send: z.tuple([Id, Text]),
  note: z.tuple([Id, Text]),
  sendFile: z.tuple([Id, File]),
  retryFile: z.tuple([ClientId]),
  discardFile: z.tuple([ClientId]),
  media: z.tuple([Id, Id]),
  retry: z.tuple([ClientId]),
  discard: z.tuple([ClientId]),
  retryMessage: z.tuple([Id, Id]),
  setDraft: z.tuple([Id, Text, z.enum(['text', 'note']).optional()]),
  typed: z.tuple([Id]),
  claim: z.tuple([Id, z.boolean()]),
  returnToAi: z.tuple([Id]),
  close: z.tuple([Id]),
  undo: z.tuple([z.string().max(100)]),
  findReceipt: z.tuple([Id, Id]),
  search: z.tuple([z.string().max(500)]),
  suggest: z.tuple([Id]),
  replay: z.tuple([Id]),
  saveQuickReply: z.tuple([Id.nullable(), WriteQuickReply]),
  deleteQuickReply: z.tuple([Id]),
  sameQuestion: z.tuple([Id, Id]),
  answerSame: z.tuple([Id, Id, Texts, ClientId]),
  propose: z.tuple([Id, Text, Text]),
} satisfies Record<ConsoleCommand, z.ZodType>

export const SHELL_ARGUMENTS = {
  begin: z.tuple([]),
  keepPreferences: z.tuple([z.string().max(10_000)]),
  changeSettings: z.tuple([SettingsChange]),
  exportDiagnostics: z.tuple([]),
  checkForUpdate: z.tuple([]),
  installUpdate: z.tuple([]),
} satisfies Record<ShellCommand, z.ZodType>
