import type { LogEvent } from '@plantao/shared/realtime/events'
import pg from 'pg'
import type { JobName, JobOptions, Jobs } from '../jobs.ts'
import type { Clock } from './clock.ts'
import { appendEvents } from './event-log.ts'

// bigint comes as a number: our sequences stay far below 2^53.
pg.types.setTypeParser(20, Number)

export type Announcement = Pick<LogEvent, 'type' | 'conversationId' | 'messageId'>

/** A transaction that sees one tenant only: row-level security answers nothing of any other. */
export type TenantTx = {
  tenantId: string
  /** The instant of this transaction; business time comes from here, never from the database. */
  now: Date
  query<R extends object>(sql: string, values?: unknown[]): Promise<R[]>
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
  close(): Promise<void>
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const DEADLOCK_OR_CONFLICT = new Set(['40P01', '40001'])
const TRIES = 4

type Options = { url: string; clock: Clock; poolSize?: number; onPoolError?: (error: Error) => void }

/** The application's pool: signs in as `plantao_app`, which owns nothing and cannot pass row-level security. */
export function openDatabase({ url, clock, poolSize = 20, onPoolError }: Options): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 5000,
    // A statement that hangs must not hold a conversation's lock for ever.
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
  })
  pool.on('error', (error) => onPoolError?.(error))
  // A connection that is lent out is not the pool's to watch: without this a restarting database ends the process.
  pool.on('connect', (client) => client.on('error', (error) => onPoolError?.(error)))
  const listeners: ((tenantId: string) => void)[] = []

  async function attempt<T>(tenantId: string, work: (tx: TenantTx) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    let broken: Error | undefined
    const announcements: Announcement[] = []
    const tx: TenantTx = {
      tenantId,
      now: clock.now(),
      query: async <R extends object>(sql: string, values: unknown[] = []) =>
        (await client.query<R>(sql, values)).rows,
      announce: (event) => announcements.push(event),
      enqueue: async (name, payload, options) => {
        await client.query('select enqueue($1, $2, $3, $4, $5)', [
          name,
          JSON.stringify(payload),
          options?.runAt ?? clock.now(),
          options?.key ?? null,
          options?.attempts ?? null,
        ])
      },
    }
    try {
      // Checked to be a UUID above, so one round trip carries both statements.
      await client.query(`begin; set local app.tenant_id = '${tenantId}'`)
      const result = await work(tx)
      if (announcements.length > 0) await appendEvents(client, tenantId, tx.now, announcements)
      await client.query('commit')
      if (announcements.length > 0) for (const listener of listeners) listener(tenantId)
      return result
    } catch (error) {
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
          if (tries >= TRIES || !DEADLOCK_OR_CONFLICT.has((error as pg.DatabaseError).code ?? '')) throw error
        }
      }
    },
    lookup: async <R extends object>(sql: string, values: unknown[] = []) =>
      (await pool.query<R>(sql, values)).rows,
    onCommit: (listener) => void listeners.push(listener),
    close: () => pool.end(),
  }
}
