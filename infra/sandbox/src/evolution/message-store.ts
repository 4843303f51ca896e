import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { StoredMessage } from './message.ts'

/** What `find` filters by; what is left out filters nothing. */
export interface MessageFilter {
  rowId?: string | undefined
  id?: string | undefined
  chat?: string | undefined
  remoteJid?: string | undefined
  fromMe?: true | undefined
  source?: string | undefined
  messageType?: string | undefined
  /** Both ends count, epoch seconds. */
  between?: [number, number] | undefined
}

type Row = { id: string; body: string | null }

/** So many of the latest messages stay in memory. A tick or a change comes within milliseconds, long before. */
const KEPT = 2000
/** Written out so many at a time, in one transaction. */
const BATCH = 500

const SCHEMA = `
  create table message (seq integer primary key, id text not null unique, row_id text not null, chat text not null,
    remote_jid text not null, from_me integer not null, source text not null, type text not null, seconds integer not null, body text);
  create index message_chat on message (chat, seq);
  create index message_seconds on message (seconds, seq)`

/**
 * All messages of one number, however many: the latest in memory, the others in a file of SQLite's own that vanishes
 * with the process. Nothing is ever forgotten, yet memory stays as it is.
 */
export class MessageStore {
  #db: DatabaseSync | undefined
  #insert: StatementSync | undefined
  readonly #kept: number
  /** In the order of arrival, or of coming back. */
  readonly #live = new Map<string, StoredMessage>()
  #size = 0

  constructor(kept = KEPT) {
    this.#kept = kept
  }

  /** How many there are. */
  get size(): number {
    return this.#size
  }

  /** Files a new message; its id must be new. */
  add(message: StoredMessage): void {
    const { key, source, messageType, messageTimestamp } = message.data
    this.#insert ??= this.#open().prepare(
      'insert into message (id, row_id, chat, remote_jid, from_me, source, type, seconds) values (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    this.#insert.run(
      key.id,
      message.rowId,
      message.chat,
      key.remoteJid,
      Number(key.fromMe),
      source,
      messageType,
      messageTimestamp,
    )
    this.#size += 1
    this.#live.set(key.id, message)
    this.#makeRoom()
  }

  /** The message itself: what is changed on it stays changed. */
  get(id: string): StoredMessage | undefined {
    const live = this.#live.get(id)
    if (live || this.#size === 0) return live
    const row = this.#open().prepare('select body from message where id = ?').get(id) as Row | undefined
    if (!row?.body) return undefined
    const message = JSON.parse(row.body) as StoredMessage
    this.#live.set(id, message)
    this.#makeRoom()
    return message
  }

  /** A chat in order of arrival, to look at; whoever changes one takes it by `get`. */
  chat(chat: string): StoredMessage[] {
    return this.#read('where chat = ? order by seq', [chat])
  }

  /** The latest of a chat that fits, to look at. */
  lastOf(chat: string, fits: (message: StoredMessage) => boolean): StoredMessage | undefined {
    if (this.#size === 0) return undefined
    const rows = this.#open()
      .prepare('select id, body from message where chat = ? order by seq desc')
      .iterate(chat)
    for (const row of rows) {
      const message = this.#whole(row as Row)
      if (fits(message)) return message
    }
    return undefined
  }

  /** Every message in order of arrival, to look at. */
  all(): StoredMessage[] {
    return this.#read('order by seq', [])
  }

  /** The chats there are, the first written to first. */
  chats(): string[] {
    if (this.#size === 0) return []
    const rows = this.#open().prepare('select chat from message group by chat order by min(seq)').all()
    return (rows as { chat: string }[]).map(({ chat }) => chat)
  }

  /** One page of what fits, the newest by WhatsApp's clock first, and how many fit. */
  find(
    filter: MessageFilter,
    { skip, take }: { skip: number; take: number },
  ): { total: number; page: StoredMessage[] } {
    if (this.#size === 0) return { total: 0, page: [] }
    const [from, to] = filter.between ?? []
    const given = {
      row_id: filter.rowId,
      id: filter.id,
      chat: filter.chat,
      remote_jid: filter.remoteJid,
      from_me: filter.fromMe && 1,
      source: filter.source,
      type: filter.messageType,
    }
    const named = Object.entries(given).flatMap(([column, value]) =>
      value === undefined ? [] : [{ column, value }],
    )
    const conditions = [
      ...named.map(({ column }) => `${column} = ?`),
      ...(filter.between ? ['seconds between ? and ?'] : []),
    ]
    const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''
    const values = [...named.map(({ value }) => value), ...(filter.between ? [from!, to!] : [])]
    const count = this.#open()
      .prepare(`select count(*) as total from message ${where}`)
      .get(...values)
    const page = this.#read(`${where} order by seconds desc, seq desc limit ? offset ?`, [
      ...values,
      take,
      skip,
    ])
    return { total: (count as { total: number }).total, page }
  }

  #read(rest: string, values: (string | number)[]): StoredMessage[] {
    if (this.#size === 0) return []
    const rows = this.#open()
      .prepare(`select id, body from message ${rest}`)
      .all(...values)
    return (rows as Row[]).map((row) => this.#whole(row))
  }

  #whole({ id, body }: Row): StoredMessage {
    return this.#live.get(id) ?? (JSON.parse(body!) as StoredMessage)
  }

  #makeRoom(): void {
    if (this.#live.size < this.#kept + BATCH) return
    const db = this.#open()
    const write = db.prepare('update message set body = ? where id = ?')
    db.exec('begin')
    for (const [id, message] of this.#live) {
      if (this.#live.size <= this.#kept) break
      write.run(JSON.stringify(message), id)
      this.#live.delete(id)
    }
    db.exec('commit')
  }

  #open(): DatabaseSync {
    if (this.#db) return this.#db
    // Without a name: private to this connection, on disk once it outgrows SQLite's cache, gone with it.
    this.#db = new DatabaseSync('')
    this.#db.exec(SCHEMA)
    return this.#db
  }
}
