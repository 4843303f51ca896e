import type { Api } from '@plantao/shared/http/api'
import type { LocalStore } from './local-store.ts'

const SHOWN = 20

/** Why the bot did what it did, for the open conversation. */
export function createReceipts({ store, api }: { store: LocalStore; api: Api }) {
  let asked = 0

  async function load(conversationId: string): Promise<void> {
    const turn = ++asked
    const { receipts } = store.state()
    const items = receipts?.conversationId === conversationId ? receipts.items : []
    store.show({ set: { receipts: { conversationId, items, status: items.length ? 'ready' : 'loading' } } })
    try {
      const page = await api.listReceipts({ params: { id: conversationId }, query: { limit: SHOWN } })
      if (turn === asked) {
        store.show({ set: { receipts: { conversationId, items: page.items, status: 'ready' } } })
      }
    } catch {
      const status = items.length ? 'ready' : 'failed'
      if (turn === asked) store.show({ set: { receipts: { conversationId, items, status } } })
    }
  }

  return {
    load,
    /** Fetches one receipt a message points to, if it is older than those at hand. */
    find: async (conversationId: string, receiptId: string) => {
      const { receipts } = store.state()
      if (receipts?.conversationId !== conversationId) return
      if (receipts.items.some((receipt) => receipt.id === receiptId)) return
      const receipt = await api.receipt({ params: { id: receiptId } })
      const now = store.state().receipts
      if (now?.conversationId !== conversationId) return
      const items = [...now.items, receipt].sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
      store.show({ set: { receipts: { ...now, items } } })
    },
    stale: (ids: ReadonlySet<string>) => {
      const open = store.state().receipts?.conversationId
      if (open && ids.has(open)) void load(open)
    },
    close: () => {
      asked++
      store.show({ set: { receipts: null } })
    },
  }
}
