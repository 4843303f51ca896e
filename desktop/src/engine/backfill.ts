import type { Conversation } from '@plantao/shared/conversations'
import { type Api, ApiError } from '@plantao/shared/http/api'
import { backoff } from './backoff.ts'
import type { Walk } from './cache.port.ts'
import { isGone, isPassing } from './failure.ts'
import type { KeyedQueue } from './keyed-queue.ts'
import type { LocalStore } from './local-store.ts'
import type { Clock } from './ports.ts'

/** How far back a machine keeps history, in milliseconds: as long as the cloud does. */
export const KEPT_MS = 30 * 24 * 3600_000

/** Between two calls: three a second at most, under a third of what a member may ask in a minute. */
const PAUSE = 350
/** Looks again whether the line is up and the news is read; nothing is asked of the server meanwhile. */
const BUSY = 3000
/** Looks again for histories that became unfinished after everything was there. */
const AGAIN = 600_000
const PAGE = 100

type Deps = {
  store: LocalStore
  api: Api
  clock: Clock
  random: () => number
  queue: KeyedQueue
  /** Where the walk down the list stands on the disk; null before it began. */
  walk: Walk | null
}

/**
 * Brings the last 30 days into the cache in the background: first every conversation down the list, then the history of
 * each, the newest first. What is done is on the disk with the rows it brought, so a restart goes on where it stopped;
 * live news always goes first.
 */
export function createBackfill({ store, api, clock, random, queue, walk: kept }: Deps) {
  let walk = kept
  let stopped = false
  let failures = 0
  let generation = 0
  let cancel = () => {}
  /** Refused for good in this run; another start asks again. */
  const refused = new Set<string>()
  const line = () => clock.now() - KEPT_MS

  async function list(cursor: string | null): Promise<void> {
    const mine = generation
    const got = await api.conversations({ query: { limit: PAGE, ...(cursor ? { cursor } : {}) } })
    if (mine !== generation) return
    const fresh = got.items.filter((each: Conversation) => Date.parse(each.updatedAt) >= line())
    const end = fresh.length < got.items.length || !got.nextCursor
    const next = { next: end ? null : (got.nextCursor ?? null) }
    await store.commit({ conversations: fresh, walk: next })
    if (mine === generation) walk = next
  }

  /** One page further back in one history; within its lane, so that no news of it comes in between. */
  async function history(id: string): Promise<void> {
    await queue(id, async () => {
      const known = await store.cache.thread(id)
      const query = { limit: PAGE, ...(known?.older ? { before: known.older } : {}) }
      const got = await api.messages({ params: { id }, query })
      const mark = { conversationId: id, older: got.nextCursor ?? null, replace: known === null }
      await store.commit({ threads: [mark], messages: got.items })
    })
  }

  /** One call to the server; false when there was nothing to ask. */
  async function step(): Promise<boolean> {
    if (walk === null || walk.next !== null) {
      await list(walk?.next ?? null)
      return true
    }
    const ids = await store.cache.unfinished(line(), refused.size + 1)
    const id = ids.find((each) => !refused.has(each))
    if (!id) return false
    try {
      await history(id)
    } catch (error) {
      if (isGone(error)) await store.commit({ drop: [id] })
      else if (isPassing(error)) throw error
      else refused.add(id)
    }
    return true
  }

  function later(ms: number): void {
    cancel()
    if (!stopped) cancel = clock.after(ms, () => void tick())
  }

  async function tick(): Promise<void> {
    const { phase, catchingUp } = store.state().connection
    if (phase !== 'online' || catchingUp) return later(BUSY)
    try {
      const asked = await step()
      failures = 0
      later(asked ? PAUSE : AGAIN)
    } catch (error) {
      failures++
      const told = error instanceof ApiError ? Number(error.details.seconds ?? 0) * 1000 : 0
      later(Math.max(told, backoff(failures, random)))
    }
  }

  return {
    begin: () => later(PAUSE),
    /** The cache was emptied: everything is to be fetched again. */
    startOver: () => {
      generation++
      walk = null
      // Behind whatever the old walk may still have been storing.
      void store.commit({ walk: null }).catch(() => {})
      later(PAUSE)
    },
    stop: () => {
      stopped = true
      cancel()
    },
  }
}
