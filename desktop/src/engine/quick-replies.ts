import type { Api } from '@plantao/shared/http/api'
import type { QuickReply, WriteQuickReply } from '@plantao/shared/quick-replies'
import type { LocalStore } from './local-store.ts'

/** The tenant's quick replies: kept whole, so that they are there without a line too. */
export function createQuickReplies({ store, api }: { store: LocalStore; api: Api }) {
  async function load(): Promise<void> {
    const all: QuickReply[] = []
    let cursor: string | undefined
    do {
      const page: { items: QuickReply[]; nextCursor?: string | undefined } = await api.quickReplies({
        query: cursor ? { cursor } : {},
      })
      all.push(...page.items)
      cursor = page.nextCursor
    } while (cursor)
    await store.commit({ quickReplies: all })
  }
  const put = async (reply: QuickReply) => {
    const others = store.state().quickReplies.filter(({ id }) => id !== reply.id)
    const quickReplies = [...others, reply].sort((a, b) => (a.shortcut < b.shortcut ? -1 : 1))
    await store.commit({ quickReplies })
  }

  return {
    /** Fetches them anew; without a line those at hand stay. */
    stale: () => void load().catch(() => {}),
    /** A new one without an id, else a change. */
    save: async (id: string | null, body: WriteQuickReply) =>
      put(id ? await api.changeQuickReply({ params: { id }, body }) : await api.createQuickReply({ body })),
    remove: async (id: string) => {
      await api.deleteQuickReply({ params: { id } })
      await store.commit({ quickReplies: store.state().quickReplies.filter((each) => each.id !== id) })
    },
  }
}
