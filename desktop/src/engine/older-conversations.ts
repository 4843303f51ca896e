import type { Conversation } from '@plantao/shared/conversations'
import type { Api } from '@plantao/shared/http/api'
import type { LocalStore } from './local-store.ts'

const PAGE = 100
/** Pages that bring nothing new are skipped, at most this many a call. */
const MOST_PAGES = 10

/** The next conversations down the list, until a page brings one that was not known. */
export async function loadOlderConversations(store: LocalStore, api: Api): Promise<void> {
  const { list } = store.state()
  if (!list.older || list.loadingOlder) return
  store.show({ set: { list: { ...list, loadingOlder: true } } })
  let older: string | null = list.older
  try {
    for (let page = 0; page < MOST_PAGES && older; page++) {
      const got: { items: Conversation[]; nextCursor?: string | undefined } = await api.conversations({
        query: { limit: PAGE, cursor: older },
      })
      const known = store.state().conversations
      const brought = got.items.some(({ id }) => !known[id])
      await store.commit({ conversations: got.items })
      older = got.nextCursor ?? null
      if (brought) break
    }
  } finally {
    store.show({ set: { list: { ...store.state().list, older, loadingOlder: false } } })
  }
}
