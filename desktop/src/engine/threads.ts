import type { Api } from '@plantao/shared/http/api'
import type { Desk } from './desk.ts'
import type { Lanes } from './lanes.ts'
import { fetchHead } from './thread-head.ts'

const PAGE = 50
const NONE: ReadonlySet<string> = new Set()

/** The open conversation: its history from the cache or the server, and older pages on request. */
export function createThreads({ desk, api, lanes }: { desk: Desk; api: Api; lanes: Lanes }) {
  let opening = 0

  async function fill(conversationId: string): Promise<void> {
    await lanes(conversationId, async () => {
      // Within the lane: whatever the sync announces from here on finds the history kept, and refreshes it.
      if (await desk.cache.thread(conversationId)) return
      await desk.commit(await fetchHead(api, conversationId, null, NONE))
    })
  }

  async function open(conversationId: string | null): Promise<void> {
    const turn = ++opening
    if (conversationId === null) return desk.show({ set: { thread: null } })
    const empty = { conversationId, messages: [], older: null, loadingOlder: false }
    desk.show({ set: { thread: { ...empty, status: 'loading' } } })
    const kept = await desk.cache.thread(conversationId)
    if (turn !== opening) return
    if (kept) return desk.show({ set: { thread: { ...empty, ...kept, status: 'ready' } } })
    try {
      await fill(conversationId)
    } catch (error) {
      const { thread } = desk.state()
      if (thread?.conversationId === conversationId && thread.status === 'loading') {
        desk.show({ set: { thread: { ...thread, status: 'failed' } } })
      }
      throw error
    }
  }

  return {
    open,
    /** Fetches the open history again after the cache was reset. */
    reload: async () => {
      const id = desk.state().thread?.conversationId
      if (id) await fill(id)
    },
    /** One page further back. Does nothing at the beginning of the history or while a page is on its way. */
    loadOlder: async () => {
      const { thread } = desk.state()
      if (!thread?.older || thread.loadingOlder) return
      const { conversationId: id, older } = thread
      desk.show({ set: { thread: { ...thread, loadingOlder: true } } })
      try {
        await lanes(id, async () => {
          const got = await api.messages({ params: { id }, query: { before: older, limit: PAGE } })
          const now = desk.state().thread
          if (now?.conversationId !== id || now.older !== older) return
          const mark = { conversationId: id, older: got.nextCursor ?? null, replace: false }
          await desk.commit({ threads: [mark], messages: got.items })
        })
      } finally {
        const now = desk.state().thread
        if (now?.conversationId === id) desk.show({ set: { thread: { ...now, loadingOlder: false } } })
      }
    },
  }
}
