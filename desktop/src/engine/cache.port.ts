import type { Conversation, Message } from '@plantao/shared/conversations'
import type { QuickReply } from '@plantao/shared/quick-replies'
import type { OutboxItem } from './state.ts'

/** What is kept of one conversation's history. */
export type CachedThread = { messages: Message[]; older: string | null }

/** How far the list of conversations was walked down: where it continues, or null at its end. */
export type Walk = { next: string | null }

/** One step, stored whole or not at all. Applied in the order of the fields below. */
export type CacheCommit = {
  /** Forget conversations, messages and cursor first. Outbox and drafts stay: they are the person's own. */
  reset?: boolean
  /** Conversations that no longer exist, with their messages. */
  drop?: string[]
  conversations?: Conversation[]
  /** Marks a history as kept; `replace` forgets its messages first. */
  threads?: { conversationId: string; older: string | null; replace: boolean }[]
  messages?: Message[]
  outboxDrop?: string[]
  outboxPut?: OutboxItem[]
  /** An empty text deletes the draft. */
  drafts?: Record<string, string>
  /** All of them, instead of those kept before. */
  quickReplies?: QuickReply[]
  /** Null: the walk begins anew. */
  walk?: Walk | null
  /** The sequence through which everything above and before is reflected. */
  cursor?: number
}

export type SearchHit = { conversationId: string; messageId: string; text: string; at: string }

/** Where one member's console remembers. Memory in a browser, SQLite on the desktop. */
export type Cache = {
  load(): Promise<{
    cursor: number | null
    conversations: Conversation[]
    /** By `order`. */
    outbox: OutboxItem[]
    drafts: Record<string, string>
    /** In the order given. */
    quickReplies: QuickReply[]
    walk: Walk | null
  }>
  commit(step: CacheCommit): Promise<void>
  /** The kept history, oldest first by time then arrival; null when this conversation's history was never kept. */
  thread(conversationId: string): Promise<CachedThread | null>
  /**
   * Conversations changed since `sinceMs` (milliseconds since the epoch) whose history is not kept back to it, the
   * newest first, at most `limit`.
   */
  unfinished(sinceMs: number, limit: number): Promise<string[]>
  /** Messages with every word of the query, accents and case ignored, newest first. */
  search(query: string, limit: number): Promise<SearchHit[]>
  /** Forget everything, the person's own too. */
  wipe(): Promise<void>
  close(): Promise<void>
}
