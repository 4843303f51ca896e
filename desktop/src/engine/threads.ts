import type { Api } from '@plantao/shared/http/api'
import type { KeyedQueue } from './keyed-queue.ts'
import type { LocalStore } from './local-store.ts'
import { fetchHead } from './thread-head.ts'

const PAGE = 50
const NONE: ReadonlySet<string> = new Set()

/** The open conversation: its history from the cache or the server, and older pages on request. */
export function createThreads({ store, api, queue }: { store: LocalStore; api: Api; queue: KeyedQueue }) {
  let opening = 0

  async function fill(conversationId: string): Promise<void> {
    await queue(conversationId, async () => {
      // Within the lane: whatever the sync announces from here on finds the history kept, and refreshes it.
      if (await store.cache.thread(conversationId)) return
      await store.commit(await fetchHead(api, conversationId, null, NONE))
    })
  }

  async function open(conversationId: string | null): Promise<void> {
    const turn = ++opening
    if (conversationId === null) return store.show({ set: { thread: null } })
    const empty = { conversationId, messages: [], older: null, loadingOlder: false }
    store.show({ set: { thread: { ...empty, status: 'loading' } } })
    const kept = await store.cache.thread(conversationId)
    if (turn !== opening) return
    if (kept) return store.show({ set: { thread: { ...empty, ...kept, status: 'ready' } } })
    try {
      await fill(conversationId)
    } catch (error) {
      const { thread } = store.state()
      if (thread?.conversationId === conversationId && thread.status === 'loading') {
        store.show({ set: { thread: { ...thread, status: 'failed' } } })
      }
      throw error
    }
  }

  return {
    open,
    /** Fetches the open history again after the cache was reset. */
    reload: async () => {
      const id = store.state().thread?.conversationId
      if (id) await fill(id)
    },
    /** One page further back. Does nothing at the beginning of the history or while a page is on its way. */
    loadOlder: async () => {
      const { thread } = store.state()
      if (!thread?.older || thread.loadingOlder) return
      const { conversationId: id, older } = thread
      store.show({ set: { thread: { ...thread, loadingOlder: true } } })
      try {
        await queue(id, async () => {
          const got = await api.messages({ params: { id }, query: { before: older, limit: PAGE } })
          const now = store.state().thread
          if (now?.conversationId !== id || now.older !== older) return
          const mark = { conversationId: id, older: got.nextCursor ?? null, replace: false }
          await store.commit({ threads: [mark], messages: got.items })
        })
      } finally {
        const now = store.state().thread
        if (now?.conversationId === id) store.show({ set: { thread: { ...now, loadingOlder: false } } })
      }
    },
  }
}
