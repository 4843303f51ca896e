import type { LogEvent } from '@plantao/shared/realtime/events'
import pg from 'pg'
import type { JobName, JobOptions, Jobs } from '../jobs.ts'
import type { Clock } from './clock.ts'
import { appendEvents } from './event-log.ts'
import { GatheringSocket } from './gathering-socket.ts'
import { HEAD_START_MS, type Soon } from './soon.ts'

// bigint comes as a number: our sequences stay far below 2^53.
pg.types.setTypeParser(20, Number)

export type Announcement = Pick<LogEvent, 'type' | 'conversationId' | 'messageId'>

/** A transaction that sees one tenant only: row-level security answers nothing of any other. */
export type TenantTx = {
  tenantId: string
  /** The instant of this transaction; business time comes from here, never from the database. */
  now: Date
  query<R extends object>(sql: string, values?: unknown[]): Promise<R[]>
  /** A statement whose answer nobody needs: sent at once and not waited for; its failure fails the transaction. */
  write(sql: string, values: unknown[]): void
  /** A line for the tenant's event log; all are written as the last statement before the commit. */
  announce(event: Announcement): void
  /** A job that exists exactly if this transaction commits. */
  enqueue<N extends JobName>(name: N, payload: Jobs[N], options?: JobOptions): Promise<void>
}

export type Database = {
  /** Runs `work` in one transaction of that tenant; repeats it when the database breaks a deadlock. */
  tenant<T>(tenantId: string, work: (tx: TenantTx) => Promise<T>): Promise<T>
  /** One statement outside any tenant: only the closed list of look-up functions answers anything. */
  lookup<R extends object>(sql: string, values?: unknown[]): Promise<R[]>
  onCommit(listener: (tenantId: string) => void): void
  /** Who does the jobs that are wanted `soon`; without anyone the queue does them. */
  doSoon(soon: Soon): void
  close(): Promise<void>
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** A prepared statement that a migration has overtaken: its connection must not be used again. */
const STALE_PLAN = '0A000'
/** A deadlock, a conflict, a stale plan: the same work again will do. */
const WORTH_REPEATING = new Set(['40P01', '40001', STALE_PLAN])
const TRIES = 4

type Options = { url: string; clock: Clock; poolSize?: number; onPoolError?: (error: Error) => void }

/** The application's pool: signs in as `plantao_app`, which owns nothing and cannot pass row-level security. */
export function openDatabase({ url, clock, poolSize = 20, onPoolError }: Options): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    // Statements leave without waiting for the answers of those before: a transaction takes its few real waits only.
    pipeline: true,
    stream: () => new GatheringSocket(),
    connectionTimeoutMillis: 5000,
    // A statement that hangs must not hold a conversation's lock for ever.
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    // PostgreSQL's default is that of turning disks: for it a page of 50 rows reads whole tables to join them.
    options: '-c random_page_cost=1.1',
  })
  pool.on('error', (error) => onPoolError?.(error))
  // A connection that is lent out is not the pool's to watch: without this a restarting database ends the process.
  pool.on('connect', (client) => client.on('error', (error) => onPoolError?.(error)))
  const listeners: ((tenantId: string) => void)[] = []
  let soon: Soon | null = null

  async function attempt<T>(tenantId: string, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    let broken: Error | undefined
    const announcements: Announcement[] = []
    const hurried: { name: JobName; payload: Jobs[JobName] }[] = []
    const writes: Promise<unknown>[] = []
    /** The first write that failed: what fails behind it fails because of it. */
    let failed: Error | undefined
    const query = async <R extends object>(sql: string, values: unknown[] = []) =>
      (await client.query<R>(prepared(sql, values))).rows
    const write = (sql: string, values: unknown[]) => {
      const written = query(sql, values)
      written.catch((error: Error) => {
        failed ??= error
      })
      writes.push(written)
    }
    const tx: TenantTx = {
      tenantId,
      now: clock.now(),
      query,
      write,
      announce: (event) => announcements.push(event),
      enqueue: async (name, payload, options) => {
        const at = options?.runAt ?? clock.now()
        const hurry = options?.soon === true && soon?.take() === true
        if (hurry) hurried.push({ name, payload })
        write('select enqueue($1, $2, $3, $4, $5)', [
          name,
          JSON.stringify(payload),
          hurry ? new Date(at.getTime() + HEAD_START_MS) : at,
          options?.key ?? null,
          options?.attempts ?? null,
        ])
      },
    }
    try {
      // Checked to be a UUID above. Not waited for: the first statement of `work` follows on its heels.
      const begun = client.query(`begin; set local app.tenant_id = '${tenantId}'`)
      begun.catch(() => undefined)
      const result = await work(tx)
      const written = announcements.length > 0 ? appendEvents(query, tenantId, tx.now, announcements) : null
      // A commit behind a statement that failed is a rollback.
      await Promise.all([begun, ...writes, written, client.query('commit')])
      if (announcements.length > 0) for (const listener of listeners) listener(tenantId)
      for (const { name, payload } of hurried) soon?.run(name, payload)
      return result
    } catch (thrown) {
      for (const _ of hurried) soon?.giveBack()
      const error = failed ?? thrown
      if ((error as pg.DatabaseError).code === STALE_PLAN) broken = error as Error
      await client.query('rollback').catch((failed: Error) => {
        broken = failed
      })
      throw error
    } finally {
      client.release(broken)
    }
  }

  return {
    async tenant(tenantId, work) {
      if (!UUID.test(tenantId)) throw new Error('not a tenant id')
      for (let tries = 1; ; tries++) {
        try {
          return await attempt(tenantId, work)
        } catch (error) {
          if (tries >= TRIES || !WORTH_REPEATING.has((error as pg.DatabaseError).code ?? '')) throw error
        }
      }
    },
    lookup: async <R extends object>(sql: string, values: unknown[] = []) =>
      (await pool.query<R>(prepared(sql, values))).rows,
    onCommit: (listener) => void listeners.push(listener),
    doSoon: (given) => {
      soon = given
    },
    close: () => pool.end(),
  }
}

/** Most statements that get a name; the house has some two hundred. Text that is put together anew each time stays without. */
const MOST_NAMES = 1_000
const names = new Map<string, string>()

/** A statement under a name of its own is parsed and planned once a connection, not each time. */
function prepared(text: string, values: unknown[]): pg.QueryConfig {
  if (values.length === 0) return { text }
  let name = names.get(text)
  if (!name && names.size < MOST_NAMES) {
    name = `s${names.size}`
    names.set(text, name)
  }
  return name ? { name, text, values } : { text, values }
}
