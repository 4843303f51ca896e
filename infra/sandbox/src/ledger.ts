import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'

interface LedgerEntry {
  id: string
  contact: string
  instance: string
  kind: string
  text: string
  at: number
}

/** A message that came in: typed by the customer, or (fromMe) on the company's own phone. */
export interface LedgerIn extends LedgerEntry {
  fromMe: boolean
  /** How often it was delivered under its id; more than 1 is a redelivery. */
  deliveries: number
}

const SCHEMA = `
  create table received (seq integer primary key, id text not null, contact text not null, instance text not null,
    kind text not null, text text not null, at integer not null, from_me integer not null, deliveries integer not null default 1,
    unique (instance, id));
  create table sent (seq integer primary key, id text not null, contact text not null, instance text not null,
    kind text not null, text text not null, at integer not null)`

/** Read out so many lines at a time. */
const PAGE = 1000

/**
 * Counts every message once: in when the sandbox takes it, out when WhatsApp would have. The lines stand in a file of
 * SQLite's own, gone with the process: an hour of traffic does not fill the memory.
 */
export class Ledger {
  readonly #db: DatabaseSync
  readonly #receive: StatementSync
  readonly #send: StatementSync

  constructor() {
    this.#db = new DatabaseSync('')
    this.#db.exec(SCHEMA)
    this.#receive = this.#db.prepare(
      `insert into received (id, contact, instance, kind, text, at, from_me) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (instance, id) do update set deliveries = deliveries + 1`,
    )
    this.#send = this.#db.prepare(
      'insert into sent (id, contact, instance, kind, text, at) values (?, ?, ?, ?, ?, ?)',
    )
  }

  /** Notes a message in; the same id at the same instance again only raises `deliveries`. */
  received({ id, contact, instance, kind, text, at, fromMe }: Omit<LedgerIn, 'deliveries'>): void {
    this.#receive.run(id, contact, instance, kind, text, at, Number(fromMe))
  }

  /** Notes a message that Evolution accepted and sent. */
  sent({ id, contact, instance, kind, text, at }: LedgerEntry): void {
    this.#send.run(id, contact, instance, kind, text, at)
  }

  /** All of it as JSON `{in, out}`, in pieces. */
  *json(): Generator<string> {
    yield '{"in":['
    yield* this.#lines('received', ({ from_me, ...row }) => ({ ...row, fromMe: from_me === 1 }))
    yield '],"out":['
    yield* this.#lines('sent', (row) => row)
    yield ']}'
  }

  *#lines(table: 'received' | 'sent', shape: (row: Row) => object): Generator<string> {
    const page = this.#db.prepare(`select * from ${table} where seq > ? order by seq limit ${PAGE}`)
    for (let after = 0; ; ) {
      const rows = page.all(after) as Row[]
      if (rows.length === 0) return
      const lines = rows.map(({ seq: _seq, at, ...row }) =>
        JSON.stringify({ ...shape({ ...row } as Row), at: new Date(at).toISOString(), atMs: at }),
      )
      yield (after === 0 ? '' : ',') + lines.join(',')
      after = rows.at(-1)!.seq
    }
  }
}

type Row = { seq: number; at: number; from_me?: number }

/** `GET /ledger` → `{in, out}`, times as ISO (`at`) and epoch milliseconds (`atMs`). */
export function registerLedger(app: FastifyInstance, ledger: Ledger): void {
  app.get('/ledger', (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(Readable.from(ledger.json())),
  )
}
