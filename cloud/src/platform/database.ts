import pg from 'pg'
import { createBatcher } from './batcher.ts'
import type { Clock } from './clock.ts'
import { CorkingSocket } from './corking-socket.ts'
import type { InlineJobs } from './inline-jobs.ts'
import { createJobNotifier } from './job-notifier.ts'
import { prepared } from './statements.ts'
import type { TenantTx } from './tenant-tx.ts'
import { createTransactions, STALE_PLAN, type Work } from './transaction.ts'

// bigint comes as a number: our sequences stay far below 2^53.
pg.types.setTypeParser(20, Number)

export type Database = {
  /** Runs `work` in one transaction of that tenant; repeats it when the database breaks a deadlock. */
  tenant<T>(tenantId: string, work: (tx: TenantTx) => Promise<T>): Promise<T>
  /**
   * The same, but under load batched with others of the tenant into one transaction. For work that reads what it changes
   * through `tx.lock` or after `tx.acquire`, and that may run twice before its answer counts.
   */
  together<T>(tenantId: string, work: (tx: TenantTx) => Promise<T>): Promise<T>
  /** One statement outside any tenant: only the closed list of look-up functions answers anything. */
  lookup<R extends object>(sql: string, values?: unknown[]): Promise<R[]>
  onCommit(listener: (tenantId: string) => void): void
  /** Tells the workers that a look-up function has written so many jobs that are due. */
  announceJobs(count: number): void
  /** Names who runs the jobs marked `inline`; without anyone the queue runs them. */
  runInline(inlineJobs: InlineJobs): void
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
    // Statements are pipelined: they are sent without waiting for earlier answers, so a transaction waits only where it must.
    pipeline: true,
    stream: () => new CorkingSocket(),
    connectionTimeoutMillis: 5000,
    // A statement that hangs must not hold a conversation's lock for ever.
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    // PostgreSQL's default is that of turning disks: for it a page of 50 rows reads whole tables to join them.
    options: '-c random_page_cost=1.1',
  })
  pool.on('error', (error) => onPoolError?.(error))
  // The pool does not listen for errors on a client that is checked out: without this a restarting database ends the process.
  pool.on('connect', (client) => client.on('error', (error) => onPoolError?.(error)))
  const listeners: ((tenantId: string) => void)[] = []
  let inlineJobs: InlineJobs | null = null

  const notifyJobs = createJobNotifier(
    (channel, payload) => pool.query('select pg_notify($1, $2)', [channel, payload]),
    (error) => onPoolError?.(error),
  )
  const transact = createTransactions({
    pool,
    clock,
    inlineJobs: () => inlineJobs,
    onJobs: (count) => void notifyJobs(count),
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
   * A queue for each tenant. Only one batch of a tenant sends statements at a time, so two batches never wait for each
   * other's rows; the next starts when the last one only waits for its commit.
   */
  const inBatch = createBatcher<Work, unknown>({ share: transact, own })

  return {
    tenant: own,
    together: async (tenantId, work) => {
      if (!UUID.test(tenantId)) throw new Error('not a tenant id')
      return inBatch(tenantId, work) as ReturnType<typeof work>
    },
    lookup: async <R extends object>(sql: string, values: unknown[] = []) =>
      (await pool.query<R>(prepared(sql, values))).rows,
    onCommit: (listener) => void listeners.push(listener),
    announceJobs: (count) => void notifyJobs(count),
    runInline: (given) => {
      inlineJobs = given
    },
    close: () => pool.end(),
  }
}
