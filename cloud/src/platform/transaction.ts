import type pg from 'pg'
import type { Clock } from './clock.ts'
import { appendEvents } from './event-log.ts'
import type { InlineJobs } from './inline-jobs.ts'
import { createKeyedMutex } from './keyed-mutex.ts'
import { createLock } from './lock.ts'
import { createPendingJobs } from './pending-jobs.ts'
import { createStatements } from './statements.ts'
import type { Announcement, TenantTx } from './tenant-tx.ts'

export type Work<T = unknown> = (tx: TenantTx) => Promise<T>

/** PostgreSQL's code for a prepared statement that a migration has overtaken: its connection must not be used again. */
export const STALE_PLAN = '0A000'

type Options = {
  pool: pg.Pool
  clock: Clock
  /** Who runs the jobs marked `inline`, if anyone. */
  inlineJobs: () => InlineJobs | null
  onCommit: (tenantId: string) => void
  /** Told after a commit how many of its jobs are due at once. */
  onJobs: (count: number) => void
}

/**
 * Runs works of one tenant in one transaction, side by side on one connection: all of them commit, or none does. Their
 * jobs and their entries of the event log are written together, as the last statements.
 * @param onWritten called when every statement is sent and only the commit is waited for
 * @returns what the works answered, in their order
 */
export function createTransactions({ pool, clock, inlineJobs, onCommit, onJobs }: Options) {
  return async function transact<T>(
    tenantId: string,
    works: Work<T>[],
    onWritten?: () => void,
  ): Promise<T[]> {
    const client = await pool.connect()
    let broken: Error | undefined
    const shared = createShared(client, tenantId, clock, inlineJobs())
    const { jobs, events } = shared
    try {
      const begun = begin(client, tenantId)
      const results = await allSettled(works.map((work) => runIn(shared, work)))
      const committed = commit(client, shared)
      onWritten?.()
      await Promise.all([committed, begun])
      if (events.length > 0) onCommit(tenantId)
      if (jobs.due() > 0) onJobs(jobs.due())
      jobs.start()
      return results
    } catch (thrown) {
      jobs.drop()
      const error = shared.statements.failed() ?? thrown
      if ((error as pg.DatabaseError).code === STALE_PLAN) broken = error as Error
      await client.query('rollback').catch((failed: Error) => {
        broken = failed
      })
      throw error
    } finally {
      client.release(broken)
    }
  }
}

/** What the works of one transaction share. */
type Shared = ReturnType<typeof createShared>

function createShared(client: pg.PoolClient, tenantId: string, clock: Clock, inlineJobs: InlineJobs | null) {
  return {
    tenantId,
    now: clock.now(),
    statements: createStatements(client),
    jobs: createPendingJobs(clock, inlineJobs),
    events: [] as Announcement[],
    mutex: createKeyedMutex(),
  }
}

/** @param tenantId checked by the caller to be a UUID */
function begin(client: pg.PoolClient, tenantId: string): Promise<unknown> {
  // Waited for at the end only: the first statement is sent right behind it.
  const begun = client.query(`begin; set local app.tenant_id = '${tenantId}'`)
  begun.catch(() => undefined)
  return begun
}

/** Runs one work; the keys that it acquired are released when it ends. */
function runIn<T>({ tenantId, now, statements, jobs, events, mutex }: Shared, work: Work<T>): Promise<T> {
  const { query, write } = statements
  const holder = mutex.holder()
  return work({
    tenantId,
    now,
    query,
    write,
    lock: createLock(query, holder),
    acquire: holder.acquire,
    announce: (event) => void events.push(event),
    enqueue: async (name, payload, options) => jobs.add(name, payload, options),
  }).finally(holder.release)
}

/** Writes the jobs and the entries of the event log, and commits. Throws when anything of the transaction failed. */
async function commit(
  client: pg.PoolClient,
  { tenantId, now, statements, jobs, events }: Shared,
): Promise<void> {
  const { query, write, written, failed } = statements
  const waiting = jobs.rows()
  if (waiting.length > 0) write('select enqueue_all($1)', [JSON.stringify(waiting)])
  const appended = events.length > 0 ? appendEvents(query, tenantId, now, events) : null
  const [{ command }] = await Promise.all([client.query('commit'), written(), appended])
  // PostgreSQL answers the commit of a failed transaction with ROLLBACK and no error, even when the work went on.
  if (command !== 'COMMIT') throw failed() ?? new Error(`the transaction ended with ${command}`)
}

/** The results of all, or the first failure after all have ended: nobody may use the connection any more then. */
async function allSettled<T>(running: Promise<T>[]): Promise<T[]> {
  if (running.length > 1) await Promise.allSettled(running)
  return Promise.all(running)
}
