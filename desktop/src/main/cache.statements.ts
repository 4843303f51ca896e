import type Database from 'better-sqlite3-multiple-ciphers'
import { SECOND_SLOTS } from './message-key.ts'

/** A search as FTS5 wants it: every word as a quoted prefix. Empty when there is nothing to look for. */
export function ftsQuery(query: string): string {
  return query
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter(Boolean)
    .map((word) => `"${word}"*`)
    .join(' ')
}

/** Every statement of the cache, prepared once. */
export function cacheStatements(database: Database.Database) {
  const write = <P extends unknown[]>(text: string) => database.prepare<P>(text)
  /** Reads the first column of each row. */
  const column = <P extends unknown[], T>(text: string) =>
    database.prepare<P>(text).pluck() as unknown as { get(...p: P): T | undefined; all(...p: P): T[] }
  const rows = <P extends unknown[], T>(text: string) =>
    database.prepare<P>(text).raw() as unknown as { all(...p: P): T[] }

  return {
    cursor: column<[], number>('select seq from cursor'),
    putCursor: write<[number]>('insert or replace into cursor values (1, ?)'),

    conversations: column<[], string>('select body from conversation order by updated_ms desc'),
    conversationsBefore: column<[number], string>(
      `select id from conversation where updated_ms < ?
       and id not in (select conversation_id from draft)`,
    ),
    unfinished: column<[number, number, number], string>(
      `select c.id from conversation c left join thread t on t.conversation_id = c.id
       where c.updated_ms >= ? and (t.conversation_id is null or (t.older is not null
         and not exists (select 1 from message m where m.conversation_id = c.id and m.key < ?)))
       order by c.updated_ms desc limit ?`,
    ),
    walk: database.prepare<[], { next: string | null }>('select next from walk'),
    putWalk: write<[string | null]>('insert or replace into walk values (1, ?)'),
    dropWalk: write<[]>('delete from walk'),
    putConversation: write<[string, number, string]>('insert or replace into conversation values (?, ?, ?)'),
    dropConversation: write<[string]>('delete from conversation where id = ?'),

    thread: database.prepare<[string], { older: string | null }>(
      'select older from thread where conversation_id = ?',
    ),
    putThread: write<[string, string | null]>('insert or replace into thread values (?, ?)'),
    dropThread: write<[string]>('delete from thread where conversation_id = ?'),

    keyOfId: column<[string], number>('select key from message where id = ?'),
    keysOf: column<[string], number>('select key from message where conversation_id = ?'),
    keysBefore: rows<[number], [number, string]>('select key, conversation_id from message where key < ?'),
    lastKeyWithin: column<[number, number], number>(
      'select key from message where key >= ? and key < ? order by key desc limit 1',
    ),
    messagesOf: column<[string], string>('select body from message where conversation_id = ? order by key'),
    putMessage: write<[number, string, string, string, number | null]>(
      'insert into message (key, id, conversation_id, body, arrival) values (?, ?, ?, ?, ?)',
    ),
    dropMessage: write<[number]>('delete from message where key = ?'),

    putWords: write<[number, string]>('insert into message_words (rowid, words) values (?, ?)'),
    dropWords: write<[number]>('delete from message_words where rowid = ?'),
    // The inner order is FTS5's own: it stops at the limit instead of sorting every match.
    search: column<[string, number], string>(
      `select body from (select rowid as found from message_words where message_words match ?
       order by rowid desc limit ?) join message on key = found
       order by found / ${SECOND_SLOTS} desc, arrival desc, found desc`,
    ),

    outbox: column<[], Buffer>('select body from outbox order by position'),
    putOutbox: write<[string, number, Buffer]>('insert or replace into outbox values (?, ?, ?)'),
    dropOutbox: write<[string]>('delete from outbox where client_id = ?'),

    quickReplies: column<[], string>('select body from quick_reply order by position'),
    putQuickReply: write<[number, string]>('insert into quick_reply values (?, ?)'),
    dropQuickReplies: write<[]>('delete from quick_reply'),

    drafts: rows<[], [string, string]>('select conversation_id, words from draft'),
    putDraft: write<[string, string, number]>('insert or replace into draft values (?, ?, ?)'),
    dropDraft: write<[string]>('delete from draft where conversation_id = ?'),
    dropDraftsBefore: write<[number]>('delete from draft where changed_ms < ?'),
  }
}
