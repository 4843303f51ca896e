import { rmSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'
import type { Conversation, Message } from '@plantao/shared/conversations'
import type { QuickReply } from '@plantao/shared/quick-replies'
import { secondMs } from '@plantao/shared/thread-order'
import { KEPT_MS } from '../engine/backfill.ts'
import type { Cache, CacheCommit } from '../engine/cache.port.ts'
import { inOrder } from '../engine/history.ts'
import type { OutboxItem } from '../engine/state.ts'
import { type CacheFile, openCacheFile } from './cache.file.ts'
import { cacheStatements, ftsQuery } from './cache.statements.ts'
import { firstKey } from './message-key.ts'

export type SqliteCache = Cache & {
  /** Deletes messages, conversations and drafts older than 30 days. Replies that were never sent stay. */
  forgetOld(): void
}

/**
 * One member's console on disk: encrypted, written ahead, searched by FTS5. Every commit is on the disk when it
 * resolves. After `close` began, every call is refused.
 * @param now the clock of retention, in milliseconds
 */
export function sqliteCache(file: CacheFile, now: () => number, onUnreadable = () => {}): SqliteCache {
  const database = openCacheFile(file, onUnreadable)
  const sql = cacheStatements(database)
  let closed = false

  /** Runs now or not at all; the answer is a promise because the port's is. */
  async function whileOpen<T>(run: () => T): Promise<T> {
    if (closed) throw new Error('the cache is closed')
    return run()
  }

  function dropWords(key: number): void {
    sql.dropWords.run(key)
    sql.dropMessage.run(key)
  }

  function dropMessagesOf(conversationId: string): void {
    for (const key of sql.keysOf.all(conversationId)) dropWords(key)
  }

  function storeMessage(message: Message): void {
    if (!sql.thread.get(message.conversationId)) return
    const atMs = secondMs(message)
    const known = sql.keyOfId.get(message.id)
    const first = firstKey(atMs)
    const next = firstKey(atMs + 1000)
    const stays = known !== undefined && known >= first && known < next
    const key = stays ? known : Math.max(first, (sql.lastKeyWithin.get(first, next) ?? first - 1) + 1)
    if (known !== undefined) dropWords(known)
    sql.putMessage.run(
      key,
      message.id,
      message.conversationId,
      JSON.stringify(message),
      message.arrival ?? null,
    )
    if (message.text && !message.deletedAt) sql.putWords.run(key, message.text)
  }

  function forgetServerRows(): void {
    for (const table of ['cursor', 'walk', 'conversation', 'thread', 'message', 'message_words']) {
      database.exec(`delete from ${table}`)
    }
  }

  function store(step: CacheCommit): void {
    if (step.reset) forgetServerRows()
    for (const id of step.drop ?? []) {
      sql.dropConversation.run(id)
      sql.dropThread.run(id)
      dropMessagesOf(id)
    }
    for (const each of step.conversations ?? []) {
      sql.putConversation.run(each.id, Date.parse(each.updatedAt), JSON.stringify(each))
    }
    for (const { conversationId, older, replace } of step.threads ?? []) {
      sql.putThread.run(conversationId, older)
      if (replace) dropMessagesOf(conversationId)
    }
    for (const message of step.messages ?? []) storeMessage(message)
    for (const clientId of step.outboxDrop ?? []) sql.dropOutbox.run(clientId)
    for (const item of step.outboxPut ?? []) sql.putOutbox.run(item.clientId, item.order, serialize(item))
    for (const [id, text] of Object.entries(step.drafts ?? {})) {
      if (text) sql.putDraft.run(id, text, now())
      else sql.dropDraft.run(id)
    }
    if (step.quickReplies) {
      sql.dropQuickReplies.run()
      for (const [n, each] of step.quickReplies.entries()) sql.putQuickReply.run(n, JSON.stringify(each))
    }
    if (step.walk) sql.putWalk.run(step.walk.next)
    if (step.walk === null) sql.dropWalk.run()
    if (step.cursor !== undefined) sql.putCursor.run(step.cursor)
  }

  const storeWhole = database.transaction(store)
  const forgetOld = database.transaction(() => {
    const line = now() - KEPT_MS
    for (const [key, conversationId] of sql.keysBefore.all(firstKey(line))) {
      dropWords(key)
      // The cloud forgot what came before, too: the history begins here.
      sql.putThread.run(conversationId, null)
    }
    for (const id of sql.conversationsBefore.all(line)) {
      sql.dropConversation.run(id)
      sql.dropThread.run(id)
      dropMessagesOf(id)
    }
    sql.dropDraftsBefore.run(line)
  })
  forgetOld()

  return {
    load: () =>
      whileOpen(() => ({
        cursor: sql.cursor.get() ?? null,
        conversations: sql.conversations.all().map((body) => JSON.parse(body) as Conversation),
        outbox: sql.outbox.all().map((body) => deserialize(body) as OutboxItem),
        drafts: Object.fromEntries(sql.drafts.all()),
        quickReplies: sql.quickReplies.all().map((body) => JSON.parse(body) as QuickReply),
        walk: sql.walk.get() ?? null,
      })),
    commit: (step) => whileOpen(() => storeWhole(step)),
    thread: (id) =>
      whileOpen(() => {
        const thread = sql.thread.get(id)
        if (!thread) return null
        const messages = sql.messagesOf.all(id).map((body) => JSON.parse(body) as Message)
        return { older: thread.older, messages: inOrder(messages) }
      }),
    unfinished: (sinceMs, limit) => whileOpen(() => sql.unfinished.all(sinceMs, firstKey(sinceMs), limit)),
    search: (query, limit) =>
      whileOpen(() => {
        const words = ftsQuery(query)
        if (!words) return []
        return sql.search.all(words, limit).map((body) => {
          const { id, conversationId, text, at } = JSON.parse(body) as Message
          return { messageId: id, conversationId, text: text ?? '', at }
        })
      }),
    wipe: () =>
      whileOpen(() => {
        database.transaction(() => {
          forgetServerRows()
          database.exec('delete from outbox; delete from draft; delete from quick_reply')
        })()
        // Nothing of the person stays in freed pages or in the log.
        database.exec('vacuum')
        database.pragma('wal_checkpoint(truncate)')
        rmSync(`${file.path}.unreadable`, { force: true })
      }),
    forgetOld: () => {
      if (!closed) forgetOld()
    },
    close: async () => {
      if (closed) return
      closed = true
      database.close()
    },
  }
}
