import type { Conversation } from '@plantao/shared/conversations'
import type { Cache, CacheCommit } from './cache.port.ts'
import { mergeHistory } from './history.ts'
import type { ConsoleChange, ConsoleState, OutboxItem, Thread } from './state.ts'

/** The one place where rows are stored and then shown: cache first, screen after, one step at a time. */
export type LocalStore = {
  state(): ConsoleState
  /** Shows without storing. */
  show(change: ConsoleChange): void
  /** Stores, then shows. Rejects if the cache does. */
  commit(step: CacheCommit): Promise<void>
  cache: Cache
  /** After this nothing is stored or shown any more. */
  stop(): void
}

/** A conversation that arrived late never covers a newer one: two answers may overtake each other on the way. */
function fresh(state: ConsoleState, step: CacheCommit): Conversation[] {
  if (step.reset) return step.conversations ?? []
  return (step.conversations ?? []).filter((next) => {
    const known = state.conversations[next.id]
    return !known || Date.parse(known.updatedAt) <= Date.parse(next.updatedAt)
  })
}

/** A message that carries our client id proves that the server has it: it leaves the outbox in the same step. */
function settled(state: ConsoleState, step: CacheCommit): string[] {
  const waiting = new Set(state.outbox.map((item) => item.clientId))
  const proven = (step.messages ?? []).flatMap(({ clientId }) =>
    clientId && waiting.has(clientId) ? [clientId] : [],
  )
  return [...(step.outboxDrop ?? []), ...proven]
}

function nextThread(thread: Thread | null, step: CacheCommit): Thread | null {
  if (!thread) return null
  const id = thread.conversationId
  const mark = step.threads?.find((each) => each.conversationId === id)
  const messages = step.messages?.filter((message) => message.conversationId === id) ?? []
  if (!mark && messages.length === 0) return thread
  return {
    ...thread,
    ...(mark ? { older: mark.older, status: 'ready' as const } : {}),
    messages: mergeHistory(mark?.replace ? [] : thread.messages, messages),
  }
}

function nextOutbox(outbox: OutboxItem[], step: CacheCommit): OutboxItem[] {
  if (!step.outboxDrop?.length && !step.outboxPut?.length) return outbox
  const gone = new Set([...(step.outboxDrop ?? []), ...(step.outboxPut ?? []).map((item) => item.clientId)])
  const kept = outbox.filter((item) => !gone.has(item.clientId))
  return [...kept, ...(step.outboxPut ?? [])].sort((a, b) => a.order - b.order)
}

function nextDrafts(drafts: Record<string, string>, step: CacheCommit): Record<string, string> {
  if (!step.drafts) return drafts
  const merged = { ...drafts, ...step.drafts }
  return Object.fromEntries(Object.entries(merged).filter(([, text]) => text !== ''))
}

/** A desk over one member's cache. `state` and `show` belong to the console, which outlives any sign-in. */
export function createLocalStore(
  cache: Cache,
  state: () => ConsoleState,
  show: (change: ConsoleChange) => void,
): LocalStore {
  let stopped = false
  let last: Promise<void> = Promise.resolve()

  async function perform(given: CacheCommit): Promise<void> {
    if (stopped) return
    const step = { ...given, conversations: fresh(state(), given), outboxDrop: settled(state(), given) }
    await cache.commit(step)
    if (stopped) return
    const { thread, outbox, drafts } = state()
    show({
      ...(step.reset ? { reset: true } : {}),
      put: step.conversations,
      drop: step.drop ?? [],
      set: {
        thread: nextThread(thread, step),
        outbox: nextOutbox(outbox, step),
        drafts: nextDrafts(drafts, step),
        ...(step.quickReplies ? { quickReplies: step.quickReplies } : {}),
      },
    })
  }

  return {
    cache,
    state,
    show: (change) => {
      if (!stopped) show(change)
    },
    commit: (step) => {
      const done = last.then(() => perform(step))
      last = done.catch(() => {})
      return done
    },
    stop: () => {
      stopped = true
    },
  }
}
