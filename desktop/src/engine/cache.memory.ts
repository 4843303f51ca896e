import type { Conversation, Message } from '@plantao/shared/conversations'
import type { QuickReply } from '@plantao/shared/quick-replies'
import type { Cache, CacheCommit, SearchHit, Walk } from './cache.port.ts'
import { folded, inOrder } from './history.ts'
import type { OutboxItem } from './state.ts'

type Rows = {
  cursor: number | null
  conversations: Map<string, Conversation>
  threads: Map<string, { older: string | null; messages: Map<string, Message> }>
  outbox: Map<string, OutboxItem>
  drafts: Map<string, string>
  quickReplies: QuickReply[]
  walk: Walk | null
}

function noRows(): Rows {
  return {
    cursor: null,
    conversations: new Map(),
    threads: new Map(),
    outbox: new Map(),
    drafts: new Map(),
    quickReplies: [],
    walk: null,
  }
}

function threadOf(rows: Rows, id: string) {
  const found = rows.threads.get(id)
  if (found) return found
  const made = { older: null, messages: new Map<string, Message>() }
  rows.threads.set(id, made)
  return made
}

function store(rows: Rows, step: CacheCommit): void {
  if (step.reset) {
    rows.cursor = null
    rows.walk = null
    rows.conversations.clear()
    rows.threads.clear()
  }
  for (const id of step.drop ?? []) {
    rows.conversations.delete(id)
    rows.threads.delete(id)
  }
  for (const conversation of step.conversations ?? []) rows.conversations.set(conversation.id, conversation)
  for (const { conversationId, older, replace } of step.threads ?? []) {
    const thread = threadOf(rows, conversationId)
    thread.older = older
    if (replace) thread.messages.clear()
  }
  for (const message of step.messages ?? []) {
    rows.threads.get(message.conversationId)?.messages.set(message.id, message)
  }
  for (const clientId of step.outboxDrop ?? []) rows.outbox.delete(clientId)
  for (const item of step.outboxPut ?? []) rows.outbox.set(item.clientId, item)
  for (const [id, text] of Object.entries(step.drafts ?? {})) {
    if (text) rows.drafts.set(id, text)
    else rows.drafts.delete(id)
  }
  if (step.quickReplies) rows.quickReplies = step.quickReplies
  if (step.walk !== undefined) rows.walk = step.walk
  if (step.cursor !== undefined) rows.cursor = step.cursor
}

function find(rows: Rows, query: string, limit: number): SearchHit[] {
  const words = folded(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const found: Message[] = []
  for (const thread of rows.threads.values()) {
    for (const message of thread.messages.values()) {
      if (!message.text || message.deletedAt) continue
      const text = folded(message.text)
      if (words.every((word) => text.includes(word))) found.push(message)
    }
  }
  return inOrder(found)
    .reverse()
    .slice(0, limit)
    .map(({ id, conversationId, text, at }) => ({ messageId: id, conversationId, text: text ?? '', at }))
}

function unfinished(rows: Rows, sinceMs: number, limit: number): string[] {
  return [...rows.conversations.values()]
    .filter(({ id, updatedAt }) => {
      if (Date.parse(updatedAt) < sinceMs) return false
      const thread = rows.threads.get(id)
      if (!thread) return true
      return (
        thread.older !== null && ![...thread.messages.values()].some(({ at }) => Date.parse(at) < sinceMs)
      )
    })
    .sort((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt))
    .slice(0, limit)
    .map(({ id }) => id)
}

/** A cache that lives as long as the page. Messages of a history that was never marked as kept are ignored. */
export function memoryCache(): Cache {
  let rows = noRows()
  return {
    load: async () => ({
      cursor: rows.cursor,
      conversations: [...rows.conversations.values()],
      outbox: [...rows.outbox.values()].sort((a, b) => a.order - b.order),
      drafts: Object.fromEntries(rows.drafts),
      quickReplies: rows.quickReplies,
      walk: rows.walk,
    }),
    commit: async (step) => store(rows, step),
    thread: async (id) => {
      const thread = rows.threads.get(id)
      return thread ? { older: thread.older, messages: inOrder(thread.messages.values()) } : null
    },
    unfinished: async (sinceMs, limit) => unfinished(rows, sinceMs, limit),
    search: async (query, limit) => find(rows, query, limit),
    wipe: async () => {
      rows = noRows()
    },
    close: async () => {},
  }
}
