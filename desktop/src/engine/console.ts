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
import type { HowItEnded } from './second-thoughts.ts'
import { createSession } from './session.ts'
import { openSignedIn, type SignedIn } from './signed-in.ts'
import {
  type Answer,
  applyChange,
  type ConsoleChange,
  type ConsoleState,
  draftKey,
  EMPTY_SHIFT,
  type Failure,
  INITIAL_STATE,
  keptId,
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
  /** The page or the program goes away: what waits for a second thought is done now. */
  settle(): Promise<void>
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
  /** Done at once; for ten seconds it can be taken back. */
  claim(conversationId: string, force: boolean): Promise<Outcome>
  /** Done after ten seconds, if nobody changes their mind; answers then. */
  returnToAi(conversationId: string): Promise<Answer<HowItEnded>>
  /** Done after ten seconds, if nobody changes their mind; answers then. */
  close(conversationId: string): Promise<Answer<HowItEnded>>
  /** Undoes an act of `undoable`; answers false when it is too late. */
  undo(id: string): Promise<Answer<boolean>>
  findReceipt(conversationId: string, receiptId: string): Promise<Outcome>
  search(query: string): Promise<SearchHit[]>
  /** What the AI would answer now. Nothing is sent. */
  suggest(conversationId: string): Promise<Answer<Suggestion>>
  /** A past turn put to the knowledge of today. Nothing is sent. */
  replay(receiptId: string): Promise<Answer<ReceiptReplay>>
  /** Who else waits with the question that this message of a person answers. */
  sameQuestion(conversationId: string, messageId: string): Promise<Answer<SameQuestions>>
  /**
   * Sends a person's answer to others too, each in the words of `texts`, by conversation. Leaves after ten seconds and
   * answers then; null when it was undone. The same `clientId` again sends nothing twice.
   */
  answerSame(
    conversationId: string,
    messageId: string,
    texts: Record<string, string>,
    clientId: string,
  ): Promise<Answer<AnsweredSame[] | null>>
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
  let signedIn: SignedIn | null = null
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
    (clientId, share) => signedIn?.files.progress(clientId, share),
  )
  const session = createSession({
    ...ports,
    api: bare,
    setToken: (next) => {
      token = next
    },
    show: (next) => show({ set: { session: next } }),
    begin: async (me) => {
      await signedIn?.end(false)
      signedIn = await openSignedIn({
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
      signedIn.reading.look(looking)
    },
    end: async (wipe) => {
      const ending = signedIn
      signedIn = null
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

  /** Runs a command of whoever is signed in; without one there is nobody to run it for. */
  const during = (run: (signedIn: SignedIn) => Promise<unknown>): Promise<Outcome> => {
    const now = signedIn
    return now ? outcomeOf(() => run(now)) : Promise.resolve(NOBODY)
  }
  const asking = <T>(ask: () => Promise<T>): Promise<Answer<T>> =>
    signedIn ? answerOf(ask) : Promise.resolve(NOBODY)
  /** Does something that ends with the AI, after a second thought. */
  const afterThought = (kind: 'giveBack' | 'close', id: string, ask: () => Promise<Conversation>) => {
    const now = signedIn
    if (!now) return Promise.resolve(NOBODY)
    const act = { kind, conversationId: id, people: 1 }
    const run = async () => now.store.commit({ conversations: [await ask()] })
    return answerOf(async () => (await now.thoughts.hold(act, true, run)).how)
  }

  /** What is written for a conversation that was merged goes to the one it became. */
  const kept = (id: string) => keptId(state.moved, id)

  async function claim({ store, thoughts }: SignedIn, id: string, force: boolean): Promise<void> {
    const before = store.state().conversations[id]
    const myId = state.session.me?.member.id
    await store.commit({ conversations: [await api.claim({ params: { id }, body: { force } })] })
    const wasMine = before?.state !== 'ai_active' && before?.assignee?.id === myId
    if (!before || wasMine) return
    const toAi = before.state === 'ai_active'
    const takeBack = async () => {
      const params = { id }
      if (before.closedAt) return api.close({ params })
      return toAi
        ? api.returnToAi({ params })
        : api.release({ params, body: { to: before.assignee?.id ?? null } })
    }
    const act = { kind: 'claim' as const, conversationId: id, people: 1 }
    thoughts.offer(act, toAi, async () => store.commit({ conversations: [await takeBack()] }))
  }

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
      await signedIn?.thoughts.settle()
      const ending = signedIn
      signedIn = null
      await ending?.end(false)
    },
    settle: async () => signedIn?.thoughts.settle(),
    wake: async () => {
      await session.renewIfOld()
      signedIn?.wake()
    },
    look: async (now) => {
      looking = now
      signedIn?.reading.look(looking)
      const open = state.thread?.conversationId
      if (looking && open) signedIn?.reminders.seen(open)
    },
    signIn: (email, password) => outcomeOf(() => session.signIn(email, password)),
    signOut: () =>
      outcomeOf(async () => {
        await signedIn?.thoughts.settle()
        await session.signOut()
      }),
    changePassword: (current, next) => outcomeOf(() => session.changePassword(current, next)),
    open: (id) => during((now) => now.open(id)),
    loadOlder: () => during(({ threads }) => threads.loadOlder()),
    loadOlderConversations: () => during(({ store }) => loadOlderConversations(store, api)),
    send: (id, text) =>
      during(async ({ outbox, presence, thoughts }) => {
        presence.quiet()
        thoughts.mine(id)
        await outbox.send(kept(id), text)
      }),
    note: (id, text) => during(({ outbox }) => outbox.send(kept(id), text, 'note')),
    sendFile: (id, file) =>
      during(async ({ files, thoughts }) => {
        thoughts.mine(id)
        return files.send(kept(id), file)
      }),
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
      during(async ({ store }) => {
        const message = await api.retryMessage({ params: { id, messageId } })
        await store.commit({ messages: [message] })
      }),
    setDraft: async (id, text, kind = 'text') => {
      await signedIn?.store.commit({ drafts: { [draftKey(kept(id), kind)]: text } })
    },
    typed: async (id) => signedIn?.presence.typed(id),
    claim: (id, force) => during((now) => claim(now, id, force)),
    returnToAi: (id) => afterThought('giveBack', id, () => api.returnToAi({ params: { id } })),
    close: (id) => afterThought('close', id, () => api.close({ params: { id } })),
    undo: (id) => asking(async () => (await signedIn?.thoughts.undo(id)) ?? false),
    findReceipt: (id, receiptId) => during(({ receipts }) => receipts.find(id, receiptId)),
    search: async (query) => (await signedIn?.store.cache.search(query, MOST_HITS)) ?? [],
    suggest: (id) => asking(() => api.suggestion({ params: { id }, body: {} })),
    replay: (id) => asking(() => api.replayReceipt({ params: { id } })),
    sameQuestion: (id, messageId) => asking(() => api.sameQuestion({ params: { id }, query: { messageId } })),
    answerSame: async (id, messageId, texts, clientId) => {
      const now = signedIn
      if (!now) return NOBODY
      const conversationIds = Object.keys(texts)
      const act = { kind: 'answerSame' as const, conversationId: id, people: conversationIds.length }
      const body = { messageId, conversationIds, texts, clientId }
      return answerOf(async () => {
        const ended = await now.thoughts.hold(act, null, () => api.answerSame({ params: { id }, body }))
        return ended.how === 'done' ? ended.value.items : null
      })
    },
    propose: (id, question, answer) =>
      asking(() => api.propose({ params: { id }, body: { question, answer } })),
    saveQuickReply: (id, reply) => during(({ quickReplies }) => quickReplies.save(id, reply)),
    deleteQuickReply: (id) => during(({ quickReplies }) => quickReplies.remove(id)),
  }
}
