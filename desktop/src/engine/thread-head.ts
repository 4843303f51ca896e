import type { Message } from '@plantao/shared/conversations'
import type { Api } from '@plantao/shared/http/api'
import type { CacheCommit, CachedThread } from './cache.port.ts'

/** Messages asked for at once, and pages before a gap is given up and the history restarts from its newest end. */
const PAGE = 50
const MOST_PAGES = 10

/**
 * Fetches the newest end of a history and joins it to what is kept, so that no gap stays between them. `changed` are
 * message ids made or changed since: they are fetched however far back they lie, for a message that WhatsApp delivered
 * late stands where it was written, behind the newest page.
 */
export async function fetchHead(
  api: Pick<Api, 'messages'>,
  conversationId: string,
  known: CachedThread | null,
  changed: ReadonlySet<string>,
): Promise<CacheCommit> {
  const knownIds = new Set(known?.messages.map((message) => message.id))
  const oldestKnown = known?.messages[0]?.id
  const stale = new Set(changed)
  let collected: Message[] = []
  let before: string | undefined
  for (let page = 1; ; page++) {
    const query = { limit: PAGE, ...(before ? { before } : {}) }
    const got = await api.messages({ params: { id: conversationId }, query })
    collected = [...got.items, ...collected]
    before = got.nextCursor
    for (const message of got.items) stale.delete(message.id)
    const joined = got.items.some((message) => knownIds.has(message.id))
    if (known && before && joined && stale.size === 0) {
      return { threads: [{ conversationId, older: known.older, replace: false }], messages: collected }
    }
    const covers = !known || got.items.some((message) => message.id === oldestKnown)
    if (!before || covers || page === MOST_PAGES) {
      return { threads: [{ conversationId, older: before ?? null, replace: true }], messages: collected }
    }
  }
}
