import type { Conversation, ConversationState } from '@plantao/shared/conversations'
import type { Api } from '@plantao/shared/http/api'

/** Rows a page, and pages of one state at most: 5,000 people waiting is beyond any team. */
const PAGE = 100
const MOST_PAGES = 50

async function everyPage(api: Api, state: ConversationState): Promise<Conversation[]> {
  const all: Conversation[] = []
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const got = await api.conversations({ query: { state, limit: PAGE, ...(cursor ? { cursor } : {}) } })
    all.push(...got.items)
    cursor = got.nextCursor
    if (!cursor) break
  }
  return all
}

/** Everything an inbox opens with: all who wait, all held by people, the newest page of the rest. */
export type FullLoad = {
  /** The log's newest sequence before anything was read: whatever changed since is in events after it. */
  seq: number
  conversations: Conversation[]
  older: string | null
}

/** Reads the inbox from nothing. `first` hears those who wait as soon as they are known. */
export async function loadInbox(api: Api, first: (waiting: Conversation[]) => void): Promise<FullLoad> {
  const { seq } = await api.events({ query: { after: 0, limit: 1 } })
  const waiting = await everyPage(api, 'awaiting_human')
  first(waiting)
  const held = await everyPage(api, 'human_replied')
  const newest = await api.conversations({ query: { limit: PAGE } })
  return { seq, conversations: [...newest.items, ...held, ...waiting], older: newest.nextCursor ?? null }
}

/** The changed ones among the newest conversations: one call brings a hundred, where single calls bring one. */
export async function gatherChanged(
  api: Api,
  changed: ReadonlySet<string>,
): Promise<Map<string, Conversation>> {
  const found = new Map<string, Conversation>()
  const pages = Math.ceil(changed.size / PAGE) + 1
  let cursor: string | undefined
  for (let page = 0; page < pages && found.size < changed.size; page++) {
    const got = await api.conversations({ query: { limit: PAGE, ...(cursor ? { cursor } : {}) } })
    for (const each of got.items) if (changed.has(each.id)) found.set(each.id, each)
    cursor = got.nextCursor
    if (!cursor) break
  }
  return found
}
