import type { Me } from '@plantao/shared/accounts'
import type { Conversation, Message, Receipt, SentKind } from '@plantao/shared/conversations'
import type { QuickReply } from '@plantao/shared/quick-replies'
import type { Presence } from '@plantao/shared/realtime/events'
import type { WhatsappStatus } from '@plantao/shared/whatsapp'

/** A refusal in plain data, so that it can cross a process border. `code` is a key of `ERRORS` or `network`. */
export type Failure = { code: string; details: Record<string, unknown> }

/** What a command answers. */
export type Outcome = { ok: true } | { ok: false; failure: Failure }

/** What a question answers. */
export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure }

export type SessionPhase = 'starting' | 'signedOut' | 'passwordChange' | 'signedIn' | 'clientTooOld'
export type Session = { phase: SessionPhase; me: Me | null; failure: Failure | null }

export type Connection = {
  phase: 'connecting' | 'online' | 'offline'
  /** Events known to exist are still being fetched. */
  catchingUp: boolean
}

/** A reply on its way to the server. Once the server has it, it is a `Message` and leaves the outbox. */
export type OutboxItem = {
  clientId: string
  conversationId: string
  /** A note goes the same road as a reply, but to the team only. */
  kind: 'text' | 'note'
  text: string
  createdAt: string
  /** Rises with every item; keeps the order within a conversation. */
  order: number
  state: 'queued' | 'sending' | 'failed'
  attempts: number
  failure: Failure | null
}

/** Where a draft is kept: a note's words never stand where a reply's do, or they might be sent to the customer. */
export function draftKey(conversationId: string, kind: OutboxItem['kind']): string {
  return kind === 'note' ? `note ${conversationId}` : conversationId
}

/** The conversation that an id stands for: itself, or what it was merged into. */
export function keptId(moved: Record<string, string>, id: string): string {
  let kept = id
  for (let next = moved[kept]; next; next = moved[kept]) kept = next
  return kept
}

/** The changes that bring the drafts of one conversation into another; none of the words is lost where both have some. */
export function movedDrafts(
  drafts: Record<string, string>,
  from: string,
  to: string,
): Record<string, string> {
  const changes = (['text', 'note'] as const).flatMap((kind) => {
    const [left, kept] = [draftKey(from, kind), draftKey(to, kind)]
    const words = drafts[left]
    return words
      ? [[left, ''] as const, [kept, drafts[kept] ? `${drafts[kept]}\n${words}` : words] as const]
      : []
  })
  return Object.fromEntries(changes)
}

/** A file on its way to the server. Its bytes are in memory only: it does not outlive the console. */
export type Upload = {
  clientId: string
  conversationId: string
  kind: SentKind
  name: string
  mime: string
  caption: string
  /** Its size. */
  bytes: number
  createdAt: string
  state: 'queued' | 'sending' | 'failed'
  /** How much of it has left, 0 to 1; stays 0 where the shell cannot tell. */
  share: number
  attempts: number
  failure: Failure | null
}

/**
 * An act on a customer that can be undone until `until`. A `claim` was done and is taken back; the others have not left
 * this machine yet.
 */
export type Undoable = {
  id: string
  kind: 'claim' | 'giveBack' | 'close' | 'answerSame'
  conversationId: string
  /** How many customers it reaches. */
  people: number
  until: string
}

/** The open conversation's history: contiguous from `messages[0]` to now. */
export type Thread = {
  conversationId: string
  messages: Message[]
  /** Where older messages continue, or null at the beginning of the history. */
  older: string | null
  status: 'loading' | 'ready' | 'failed'
  loadingOlder: boolean
}

export type Receipts = { conversationId: string; status: 'loading' | 'ready' | 'failed'; items: Receipt[] }

/** Everything the screen shows. Plain data only. */
export type ConsoleState = {
  session: Session
  connection: Connection
  conversations: Record<string, Conversation>
  list: { status: 'loading' | 'ready' | 'failed'; older: string | null; loadingOlder: boolean }
  thread: Thread | null
  outbox: OutboxItem[]
  uploads: Upload[]
  drafts: Record<string, string>
  quickReplies: QuickReply[]
  presence: Record<string, Presence['people']>
  receipts: Receipts | null
  whatsapp: WhatsappStatus | null
  undoable: Undoable[]
  /** Conversations that were merged while this console was at work, each with the one it became. */
  moved: Record<string, string>
}

/** What is known about a tenant before anything was loaded. */
export const EMPTY_SHIFT = {
  list: { status: 'loading', older: null, loadingOlder: false },
  thread: null,
  outbox: [],
  uploads: [],
  drafts: {},
  quickReplies: [],
  presence: {},
  receipts: null,
  whatsapp: null,
  undoable: [],
  moved: {},
  connection: { phase: 'connecting', catchingUp: false },
} satisfies Partial<ConsoleState>

export const INITIAL_STATE: ConsoleState = {
  ...EMPTY_SHIFT,
  session: { phase: 'starting', me: null, failure: null },
  conversations: {},
}

/** A step from one state to the next; conversations travel one by one because there may be thousands. */
export type ConsoleChange = {
  set?: Partial<Omit<ConsoleState, 'conversations'>>
  /** Forget every conversation before `put`. */
  reset?: boolean
  put?: Conversation[]
  drop?: string[]
}

/** The state after a change. Pure; used by the engine and, on the far side of a bridge, by the renderer. */
export function applyChange(state: ConsoleState, change: ConsoleChange): ConsoleState {
  const touches = change.reset || (change.put?.length ?? 0) > 0 || (change.drop?.length ?? 0) > 0
  if (!touches) return { ...state, ...change.set }
  const conversations: Record<string, Conversation> = change.reset ? {} : { ...state.conversations }
  for (const id of change.drop ?? []) delete conversations[id]
  for (const conversation of change.put ?? []) conversations[conversation.id] = conversation
  return { ...state, ...change.set, conversations }
}
