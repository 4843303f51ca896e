import type { Conversation } from '@plantao/shared/conversations'
import type { Api } from '@plantao/shared/http/api'
import type { LogEvent } from '@plantao/shared/realtime/events'
import { backoff } from './backoff.ts'
import { isGone } from './failure.ts'
import { gatherChanged, loadInbox } from './full-load.ts'
import { inParallel, type KeyedQueue } from './keyed-queue.ts'
import type { LocalStore } from './local-store.ts'
import { type News, noNews, putBack, readEvents } from './news.ts'
import type { Clock } from './ports.ts'
import type { ConsoleState } from './state.ts'
import { fetchHead } from './thread-head.ts'

/** Calls side by side while catching up, and the count from which whole pages are asked for instead of rows. */
const WIDTH = 4
const MANY = 20
/** The log is asked again this often even on a healthy line: a lost announcement costs a minute, not a message. */
const HEARTBEAT = 60_000

export type SyncDeps = {
  store: LocalStore
  api: Api
  clock: Clock
  random: () => number
  queue: KeyedQueue
  keepAll: boolean
  /** Called with the state before and after for every conversation that changed. */
  changed: (before: Conversation | undefined, after: Conversation) => void
  /** A conversation merged into another. */
  moved: (from: string, to: string) => void
  /** A conversation was erased: nothing of it may stay, on the screen or off it. */
  gone: (id: string) => Promise<void>
  /** Histories were forgotten; the open one must be fetched again. */
  forgotten: () => void
  receiptsStale: (conversationIds: ReadonlySet<string>) => void
  whatsappStale: () => void
  settingsStale: () => void
}

/** Conversations that something here still hangs on: a draft, a reply that has not left, the open history. */
function inHand({ drafts, outbox, thread }: ConsoleState): Set<string> {
  const inDrafts = Object.keys(drafts).map((key) => key.replace(/^note /, ''))
  const open = thread ? [thread.conversationId] : []
  return new Set([...inDrafts, ...outbox.map((item) => item.conversationId), ...open])
}

/** Keeps the desk equal to the server. `start` is the cursor stored by the last run, or null. */
export function createSync(deps: SyncDeps, start: number | null) {
  const { store, api, clock } = deps
  let news: News | null = start === null ? null : noNews(start)
  let stored = start ?? -1
  let behind = true
  let running = false
  let again = false
  let stopped = false
  let failures = 0
  let cancelRetry = () => {}
  let cancelBeat = () => {}

  async function startOver(): Promise<void> {
    const before = store.state().conversations
    const known = Object.keys(before).length > 0
    const load = await loadInbox(api, (waiting) => store.show({ put: known ? [] : waiting }))
    await store.commit({ reset: true, conversations: load.conversations, cursor: load.seq })
    store.show({ set: { list: { status: 'ready', older: load.older, loadingOlder: false } } })
    news = noNews(load.seq)
    stored = load.seq
    behind = true
    if (known) for (const next of load.conversations) deps.changed(before[next.id], next)
    // The log that would have told of an erasure is no more: whoever somebody is writing to is asked after.
    const there = new Set(load.conversations.map((one) => one.id))
    for (const id of inHand(store.state())) if (!there.has(id)) news.changed.set(id, new Set())
    deps.forgotten()
    deps.whatsappStale()
    deps.settingsStale()
  }

  async function catchUp(): Promise<void> {
    behind = false
    try {
      while (news && !stopped) {
        const after = news.seen
        const page = await api.events({ query: { after, limit: 500 } })
        // A log shorter than what we saw was restored from a backup: our cursor means nothing there.
        if (page.cursorTooOld || page.seq < after) news = null
        if (!news) return
        readEvents(news, page.items, true)
        if (page.items.length === 0 || news.seen >= page.seq) return
      }
    } catch (error) {
      behind = true
      throw error
    }
  }

  async function refresh(id: string, messages: ReadonlySet<string>, known?: Conversation): Promise<void> {
    await deps.queue(id, async () => {
      if (stopped) return
      try {
        const next = known ?? (await api.conversation({ params: { id } }))
        const merged = next.id !== id
        const kept = merged ? null : await store.cache.thread(id)
        const wanted = !merged && messages.size > 0 && (deps.keepAll || kept !== null)
        const head = wanted ? await fetchHead(api, id, kept, messages) : {}
        const before = store.state().conversations[next.id]
        if (merged) await rejoin(next.id)
        await store.commit({ ...head, conversations: [next], ...(merged ? { drop: [id] } : {}) })
        if (merged) deps.moved(id, next.id)
        deps.changed(before, next)
      } catch (error) {
        if (!isGone(error)) throw error
        await store.commit({ drop: [id] })
        await deps.gone(id)
      }
    })
  }

  /** What was said in a thread that was merged stands in the kept one, however far back: its history begins anew. */
  async function rejoin(id: string): Promise<void> {
    await deps.queue(id, async () => {
      const wanted = deps.keepAll || (await store.cache.thread(id)) !== null
      if (wanted && !stopped) await store.commit(await fetchHead(api, id, null, new Set()))
    })
  }

  async function drain(): Promise<void> {
    const taken = news
    if (!taken) return
    const told = taken.changed.size > 0 || taken.whatsapp || taken.settings
    if (!told && taken.seen === stored) return
    news = noNews(taken.seen)
    const failed = noNews(taken.seen)
    failed.changed = new Map(taken.changed)
    failed.receipts = taken.receipts
    failed.whatsapp = taken.whatsapp
    failed.settings = taken.settings
    try {
      const ids = [...taken.changed.keys()]
      const pages = ids.length > MANY ? await gatherChanged(api, new Set(ids)) : null
      await inParallel(ids, WIDTH, async (id) => {
        await refresh(id, taken.changed.get(id) ?? new Set(), pages?.get(id))
        failed.changed.delete(id)
      })
      await store.commit({ cursor: taken.seen })
      stored = taken.seen
    } catch (error) {
      if (news) putBack(news, failed)
      throw error
    }
    if (taken.receipts.size > 0) deps.receiptsStale(taken.receipts)
    if (taken.whatsapp) deps.whatsappStale()
    if (taken.settings) deps.settingsStale()
  }

  async function pump(): Promise<void> {
    if (running) again = true
    if (running || stopped) return
    running = true
    let startedOver = 0
    cancelRetry()
    try {
      do {
        again = false
        const far = !news || behind || news.changed.size > MANY
        if (far && !store.state().connection.catchingUp) show(true)
        if (!news) {
          // A log that refuses even a fresh cursor is in trouble: come back later instead of at once.
          if (++startedOver > 2) throw new Error('the log refuses every cursor')
          await startOver()
        }
        if (behind) await catchUp()
        await drain()
        failures = 0
      } while (!stopped && (again || behind || !news))
      show(false)
    } catch {
      failures++
      const { list } = store.state()
      if (list.status === 'loading') store.show({ set: { list: { ...list, status: 'failed' } } })
      cancelRetry = clock.after(backoff(failures, deps.random), () => void pump())
    } finally {
      running = false
    }
    if (again) void pump()
  }

  function show(catchingUp: boolean): void {
    store.show({ set: { connection: { ...store.state().connection, catchingUp } } })
  }

  function beat(): void {
    cancelBeat = clock.after(HEARTBEAT, () => {
      behind = true
      void pump()
      beat()
    })
  }

  return {
    /** The sequence stored so far, for the handshake. */
    cursor: () => (news && stored >= 0 ? stored : undefined),
    begin: () => {
      beat()
      void pump()
    },
    /** Asks the log now: after a connection, a wake-up, a click on "try again". */
    poke: () => {
      behind = true
      void pump()
    },
    receive: (events: LogEvent[]) => {
      if (!news || !readEvents(news, events, false)) behind = true
      void pump()
    },
    startOver: () => {
      news = null
      void pump()
    },
    stop: () => {
      stopped = true
      cancelRetry()
      cancelBeat()
    },
  }
}
export type Sync = ReturnType<typeof createSync>
