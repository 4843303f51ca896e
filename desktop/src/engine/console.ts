import type { Conversation, Suggestion } from '@plantao/shared/conversations'
import type { AnsweredSame, Proposal, SameQuestions } from '@plantao/shared/learning'
import type { ReceiptReplay } from '@plantao/shared/quality'
import type { WriteQuickReply } from '@plantao/shared/quick-replies'
import type { SearchHit } from './cache.port.ts'
import { answerOf, outcomeOf } from './failure.ts'
import type { OutgoingFile } from './files.ts'
import type { Notice } from './notices.ts'
import { loadOlderConversations } from './older-conversations.ts'
import type { ConsolePorts } from './ports.ts'
import { renewingApi } from './renewing-api.ts'
import { createSession } from './session.ts'
import { beginShift, type Shift } from './shift.ts'
import {
  type Answer,
  applyChange,
  type ConsoleChange,
  type ConsoleState,
  draftKey,
  EMPTY_SHIFT,
  type Failure,
  INITIAL_STATE,
  type OutboxItem,
  type Outcome,
} from './state.ts'

/**
 * The console as its screen sees it. Every argument and answer is plain data and every command answers instead of
 * throwing, so that the screen may live in another process.
 */
export type Console = {
  snapshot(): Promise<ConsoleState>
  onChange(listener: (change: ConsoleChange) => void): () => void
  onNotice(listener: (notice: Notice) => void): () => void
  start(): Promise<void>
  stop(): Promise<void>
  /** The machine woke up, the line came back or the page is visible again. */
  wake(): Promise<void>
  /** Whether a person looks at the window now; only then things count as read. */
  look(looking: boolean): Promise<void>
  signIn(email: string, password: string): Promise<Outcome>
  signOut(): Promise<Outcome>
  changePassword(currentPassword: string, newPassword: string): Promise<Outcome>
  open(conversationId: string | null): Promise<Outcome>
  loadOlder(): Promise<Outcome>
  loadOlderConversations(): Promise<Outcome>
  send(conversationId: string, text: string): Promise<Outcome>
  /** An internal note; without a line it waits like a reply. */
  note(conversationId: string, text: string): Promise<Outcome>
  /** Takes a file for exactly this conversation; `uploads` shows how far it is. */
  sendFile(conversationId: string, file: OutgoingFile): Promise<Outcome>
  retryFile(clientId: string): Promise<Outcome>
  discardFile(clientId: string): Promise<Outcome>
  /** The bytes of a message's file. */
  media(conversationId: string, messageId: string): Promise<Answer<{ mime: string; bytes: ArrayBuffer }>>
  retry(clientId: string): Promise<Outcome>
  discard(clientId: string): Promise<Outcome>
  /** Asks the server to try a message again that WhatsApp refused. */
  retryMessage(conversationId: string, messageId: string): Promise<Outcome>
  setDraft(conversationId: string, text: string, kind?: OutboxItem['kind']): Promise<void>
  typed(conversationId: string): Promise<void>
  claim(conversationId: string, force: boolean): Promise<Outcome>
  returnToAi(conversationId: string): Promise<Outcome>
  close(conversationId: string): Promise<Outcome>
  findReceipt(conversationId: string, receiptId: string): Promise<Outcome>
  search(query: string): Promise<SearchHit[]>
  /** What the AI would answer now. Nothing is sent. */
  suggest(conversationId: string): Promise<Answer<Suggestion>>
  /** A past turn put to the knowledge of today. Nothing is sent. */
  replay(receiptId: string): Promise<Answer<ReceiptReplay>>
  /** Who else waits with the question that this message of a person answers. */
  sameQuestion(conversationId: string, messageId: string): Promise<Answer<SameQuestions>>
  /** Sends a person's answer to others too; the same `clientId` again sends nothing twice. */
  answerSame(
    conversationId: string,
    messageId: string,
    conversationIds: string[],
    clientId: string,
  ): Promise<Answer<AnsweredSame[]>>
  /** Hands question and answer to the owner as possible knowledge. */
  propose(conversationId: string, question: string, answer: string): Promise<Answer<Proposal>>
  /** A new quick reply with `id` null, else a change. */
  saveQuickReply(id: string | null, reply: WriteQuickReply): Promise<Outcome>
  deleteQuickReply(id: string): Promise<Outcome>
}

const MOST_HITS = 30
const NOBODY: { ok: false; failure: Failure } = { ok: false, failure: { code: 'auth.required', details: {} } }

/** The console's brain: no DOM and no Electron in it. Nothing happens before `start`. */
export function createConsole(ports: ConsolePorts): Console {
  let state = INITIAL_STATE
  let token: string | null = null
  let shift: Shift | null = null
  /** Kept here because a window may be looked at before anybody signs in. */
  let looking = false
  const listeners = new Set<(change: ConsoleChange) => void>()
  const noticed = new Set<(notice: Notice) => void>()

  function show(change: ConsoleChange): void {
    state = applyChange(state, change)
    for (const listener of listeners) listener(change)
  }

  const bare = ports.api(
    () => token,
    (clientId, share) => shift?.files.progress(clientId, share),
  )
  const session = createSession({
    ...ports,
    api: bare,
    setToken: (next) => {
      token = next
    },
    show: (next) => show({ set: { session: next } }),
    begin: async (me) => {
      await shift?.end(false)
      shift = await beginShift({
        ports,
        me,
        api,
        session,
        token: () => token,
        state: () => state,
        show,
        notice: (notice) => {
          for (const listener of noticed) listener(notice)
        },
      })
      shift.reading.look(looking)
    },
    end: async (wipe) => {
      const ending = shift
      shift = null
      await ending?.end(wipe)
      show({ reset: true, set: EMPTY_SHIFT })
      return ending !== null
    },
    wipe: async (memberId) => {
      const cache = await ports.cache(memberId)
      await cache.wipe()
      await cache.close()
    },
  })
  const api = renewingApi(bare, session)

  /** Runs a command of the shift; without one there is nobody to run it for. */
  const during = (run: (shift: Shift) => Promise<unknown>): Promise<Outcome> => {
    const now = shift
    return now ? outcomeOf(() => run(now)) : Promise.resolve(NOBODY)
  }
  const asking = <T>(ask: () => Promise<T>): Promise<Answer<T>> =>
    shift ? answerOf(ask) : Promise.resolve(NOBODY)
  const change = (ask: () => Promise<Conversation>) =>
    during(async ({ desk }) => desk.commit({ conversations: [await ask()] }))

  return {
    snapshot: async () => state,
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onNotice: (listener) => {
      noticed.add(listener)
      return () => noticed.delete(listener)
    },
    start: () => session.start(),
    stop: async () => {
      session.stop()
      const ending = shift
      shift = null
      await ending?.end(false)
    },
    wake: async () => {
      await session.renewIfOld()
      shift?.wake()
    },
    look: async (now) => {
      looking = now
      shift?.reading.look(looking)
      const open = state.thread?.conversationId
      if (looking && open) shift?.reminders.seen(open)
    },
    signIn: (email, password) => outcomeOf(() => session.signIn(email, password)),
    signOut: () => outcomeOf(() => session.signOut()),
    changePassword: (current, next) => outcomeOf(() => session.changePassword(current, next)),
    open: (id) => during((now) => now.open(id)),
    loadOlder: () => during(({ threads }) => threads.loadOlder()),
    loadOlderConversations: () => during(({ desk }) => loadOlderConversations(desk, api)),
    send: (id, text) =>
      during(async ({ outbox, presence }) => {
        presence.quiet()
        await outbox.send(id, text)
      }),
    note: (id, text) => during(({ outbox }) => outbox.send(id, text, 'note')),
    sendFile: (id, file) => during(async ({ files }) => files.send(id, file)),
    retryFile: (clientId) => during(async ({ files }) => files.retry(clientId)),
    discardFile: (clientId) => during(async ({ files }) => files.discard(clientId)),
    media: (id, messageId) =>
      asking(async () => {
        const blob = (await api.media({ params: { id, messageId } })) as Blob
        return { mime: blob.type, bytes: await blob.arrayBuffer() }
      }),
    retry: (clientId) => during(({ outbox }) => outbox.retry(clientId)),
    discard: (clientId) => during(({ outbox }) => outbox.discard(clientId)),
    retryMessage: (id, messageId) =>
      during(async ({ desk }) => {
        const message = await api.retryMessage({ params: { id, messageId } })
        await desk.commit({ messages: [message] })
      }),
    setDraft: async (id, text, kind = 'text') => {
      await shift?.desk.commit({ drafts: { [draftKey(id, kind)]: text } })
    },
    typed: async (id) => shift?.presence.typed(id),
    claim: (id, force) => change(() => api.claim({ params: { id }, body: { force } })),
    returnToAi: (id) => change(() => api.returnToAi({ params: { id } })),
    close: (id) => change(() => api.close({ params: { id } })),
    findReceipt: (id, receiptId) => during(({ receipts }) => receipts.find(id, receiptId)),
    search: async (query) => (await shift?.desk.cache.search(query, MOST_HITS)) ?? [],
    suggest: (id) => asking(() => api.suggestion({ params: { id }, body: {} })),
    replay: (id) => asking(() => api.replayReceipt({ params: { id } })),
    sameQuestion: (id, messageId) => asking(() => api.sameQuestion({ params: { id }, query: { messageId } })),
    answerSame: (id, messageId, conversationIds, clientId) =>
      asking(async () => {
        const body = { messageId, conversationIds, clientId }
        return (await api.answerSame({ params: { id }, body })).items
      }),
    propose: (id, question, answer) =>
      asking(() => api.propose({ params: { id }, body: { question, answer } })),
    saveQuickReply: (id, reply) => during(({ quickReplies }) => quickReplies.save(id, reply)),
    deleteQuickReply: (id) => during(({ quickReplies }) => quickReplies.remove(id)),
  }
}
