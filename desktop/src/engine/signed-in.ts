import type { Me } from '@plantao/shared/accounts'
import type { Api } from '@plantao/shared/http/api'
import { createBackfill } from './backfill.ts'
import { openConnection } from './connection.ts'
import { createFiles } from './files.ts'
import { createKeyedQueue } from './keyed-queue.ts'
import { createLocalStore } from './local-store.ts'
import { type Notice, noticeBetween } from './notices.ts'
import { DEFAULT_NOTICING } from './noticing.ts'
import { createOutbox } from './outbox.ts'
import type { ConsolePorts, Link } from './ports.ts'
import { createPresence } from './presence.ts'
import { createQuickReplies } from './quick-replies.ts'
import { createReading } from './reading.ts'
import { createReceipts } from './receipts.ts'
import { createReminders } from './reminders.ts'
import { createSecondThoughts } from './second-thoughts.ts'
import type { SessionKeeper } from './session.ts'
import { type ConsoleChange, type ConsoleState, draftKey, EMPTY_SHIFT, movedDrafts } from './state.ts'
import { createSync } from './sync.ts'
import { createThreads } from './threads.ts'

/** A number that is not connected is asked about this often, in milliseconds. */
const WHATSAPP_AGAIN = 15_000

type Deps = {
  ports: ConsolePorts
  me: Me
  api: Api
  session: SessionKeeper
  token: () => string | null
  state: () => ConsoleState
  show: (change: ConsoleChange) => void
  notice: (notice: Notice) => void
}

/** One member at work, from sign-in to sign-out: everything that needs to know who sits here. */
export async function openSignedIn(deps: Deps) {
  const { ports, api, session, me, state } = deps
  const { clock, random, newId } = ports
  const cache = await ports.cache(me.member.id)
  const kept = await cache.load()
  const list = { ...EMPTY_SHIFT.list, status: kept.cursor === null ? 'loading' : 'ready' } as const
  const outboxRows = kept.outbox.map((item) =>
    item.state === 'sending' ? { ...item, state: 'queued' } : item,
  )
  deps.show({
    reset: true,
    put: kept.conversations,
    set: {
      ...EMPTY_SHIFT,
      list,
      outbox: outboxRows as ConsoleState['outbox'],
      drafts: kept.drafts,
      quickReplies: kept.quickReplies,
    },
  })

  const store = createLocalStore(cache, state, deps.show)
  const queue = createKeyedQueue()
  // A browser's memory is gone with its page: there, only what is opened is worth fetching.
  const backfill =
    ports.keepMessages === 'all'
      ? createBackfill({ store, api, clock, random, queue, walk: kept.walk })
      : null
  const threads = createThreads({ store, api, queue })
  const receipts = createReceipts({ store, api })
  const outbox = createOutbox({ store, api, clock, random, newId })
  const files = createFiles({ store, api, clock, random, newId })
  const quickReplies = createQuickReplies({ store, api })
  const reading = createReading({ store, api })
  const thoughts = createSecondThoughts({ store, clock, newId })
  const myId = me.member.id
  const reminders = createReminders({
    clock,
    noticing: ports.noticing ?? (() => DEFAULT_NOTICING),
    myId,
    conversation: (id) => state().conversations[id],
    emit: deps.notice,
  })
  let link: Link | null = null
  const presence = createPresence(clock, () => link)

  async function open(id: string | null): Promise<void> {
    presence.look(id)
    if (id === null) {
      receipts.close()
      return threads.open(null)
    }
    reminders.seen(id)
    const loaded = receipts.load(id)
    await threads.open(id)
    reading.look(reading.looking())
    await loaded
  }

  let cancelWhatsapp = () => {}
  async function whatsapp(): Promise<void> {
    const status = await api.whatsappStatus({}).catch(() => null)
    if (status) store.show({ set: { whatsapp: status } })
    cancelWhatsapp()
    // A number that is not connected is asked about again: the cloud looks for itself, and may have missed an event.
    if (status?.status !== 'connected') cancelWhatsapp = clock.after(WHATSAPP_AGAIN, () => void whatsapp())
  }

  const sync = createSync(
    {
      store,
      api,
      clock,
      random,
      queue,
      keepAll: ports.keepMessages === 'all',
      changed: (before, after) => {
        const notice = noticeBetween(before, after, myId)
        const inFront = reading.looking() && state().thread?.conversationId === after.id
        if (notice && !inFront) reminders.tell(notice)
        thoughts.changed(after)
        reading.check()
      },
      moved: (from, to) => {
        const { thread, drafts, outbox, moved } = state()
        store.show({ set: { moved: { ...moved, [from]: to } } })
        // Both ids are the same customer, so the words written for one go to the other.
        const words = movedDrafts(drafts, from, to)
        const unsent = outbox.filter((item) => item.conversationId === from)
        const outboxPut = unsent.map((item) => ({ ...item, conversationId: to }))
        if (outboxPut.length > 0 || Object.keys(words).length > 0)
          void store.commit({ drafts: words, outboxPut })
        files.moved(from, to)
        // Undone now, it would be done to the other one, which somebody else may hold.
        thoughts.mine(from)
        if (thread?.conversationId === from) void open(to).catch(() => {})
      },
      gone: async (id) => {
        const { outbox, drafts, thread } = state()
        const unsent = outbox.filter((item) => item.conversationId === id).map((item) => item.clientId)
        const words = [draftKey(id, 'text'), draftKey(id, 'note')].filter((key) => drafts[key])
        await store.commit({ outboxDrop: unsent, drafts: Object.fromEntries(words.map((key) => [key, ''])) })
        files.discardOf(id)
        reminders.seen(id)
        if (thread?.conversationId === id) await open(null)
      },
      forgotten: () => {
        void threads.reload().catch(() => {})
        backfill?.startOver()
      },
      receiptsStale: receipts.stale,
      whatsappStale: () => void whatsapp(),
      settingsStale: quickReplies.stale,
    },
    kept.cursor,
  )
  const line = openConnection({
    connect: ports.connect,
    clock,
    random,
    store,
    sync,
    session,
    token: deps.token,
    up: () => {
      outbox.hurry()
      files.hurry()
      presence.say()
    },
  })
  link = line.link
  sync.begin()
  outbox.hurry()
  backfill?.begin()
  if (kept.cursor !== null) {
    void whatsapp()
    quickReplies.stale()
  }

  return {
    store,
    api,
    sync,
    threads,
    receipts,
    outbox,
    files,
    quickReplies,
    reading,
    reminders,
    presence,
    thoughts,
    open,
    wake: () => {
      line.hurry()
      sync.poke()
      outbox.hurry()
      files.hurry()
    },
    end: async (wipe: boolean) => {
      thoughts.stop()
      store.stop()
      line.stop()
      sync.stop()
      backfill?.stop()
      outbox.stop()
      files.stop()
      presence.stop()
      reminders.stop()
      cancelWhatsapp()
      if (wipe) await cache.wipe()
      await cache.close()
    },
  }
}
export type SignedIn = Awaited<ReturnType<typeof openSignedIn>>
