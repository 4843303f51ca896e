import pg from 'pg'
import { createCarriage } from './carriage.ts'
import type { Clock } from './clock.ts'
import { GatheringSocket } from './gathering-socket.ts'
import { createJobBell } from './job-bell.ts'
import type { Soon } from './soon.ts'
import { prepared } from './statements.ts'
import type { TenantTx } from './tenant-tx.ts'
import { createTransactions, STALE_PLAN, type Work } from './transaction.ts'

// bigint comes as a number: our sequences stay far below 2^53.
pg.types.setTypeParser(20, Number)

export type Database = {
  /** Runs `work` in one transaction of that tenant; repeats it when the database breaks a deadlock. */
  tenant<T>(tenantId: string, work: (tx: TenantTx) => Promise<T>): Promise<T>
  /**
   * The same, but under load in one transaction with others of the tenant. For work that is `alone` with whatever it
   * reads in order to change it, and that may run twice before its answer counts.
   */
  together<T>(tenantId: string, work: (tx: TenantTx) => Promise<T>): Promise<T>
  /** One statement outside any tenant: only the closed list of look-up functions answers anything. */
  lookup<R extends object>(sql: string, values?: unknown[]): Promise<R[]>
  onCommit(listener: (tenantId: string) => void): void
  /** Jobs were written by a look-up function: whoever does them is told that so many are due. */
  announceJobs(count: number): void
  /** Who does the jobs that are wanted `soon`; without anyone the queue does them. */
  doSoon(soon: Soon): void
  close(): Promise<void>
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
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

  const ring = createJobBell(
    (channel, payload) => pool.query('select pg_notify($1, $2)', [channel, payload]),
    (error) => onPoolError?.(error),
  )
  const transact = createTransactions({
    pool,
    clock,
    soon: () => soon,
    onJobs: (count) => void ring(count),
    onCommit: (tenantId) => {
      for (const listener of listeners) listener(tenantId)
    },
  })

  async function own<T>(tenantId: string, work: Work<T>): Promise<T> {
    if (!UUID.test(tenantId)) throw new Error('not a tenant id')
    for (let tries = 1; ; tries++) {
      try {
        return (await transact(tenantId, [work]))[0] as T
      } catch (error) {
        if (tries >= TRIES || !WORTH_REPEATING.has((error as pg.DatabaseError).code ?? '')) throw error
      }
    }
  }

  /**
   * A line for each tenant. One shared transaction of it sends statements at a time, so that two never wait for each
   * other's rows; the next starts when the last only waits for its commit.
   */
  const together = createCarriage<Work, unknown>({ share: transact, own })

  return {
    tenant: own,
    together: async (tenantId, work) => {
      if (!UUID.test(tenantId)) throw new Error('not a tenant id')
      return together(tenantId, work) as ReturnType<typeof work>
    },
    lookup: async <R extends object>(sql: string, values: unknown[] = []) =>
      (await pool.query<R>(prepared(sql, values))).rows,
    onCommit: (listener) => void listeners.push(listener),
    announceJobs: (count) => void ring(count),
    doSoon: (given) => {
      soon = given
    },
    close: () => pool.end(),
  }
}
