import type pg from 'pg'
import type { Clock } from './clock.ts'
import { appendEvents } from './event-log.ts'
import { createKeys } from './keys.ts'
import { createLock } from './lock.ts'
import { createPendingJobs } from './pending-jobs.ts'
import type { Soon } from './soon.ts'
import { createStatements } from './statements.ts'
import type { Announcement, TenantTx } from './tenant-tx.ts'

export type Work<T = unknown> = (tx: TenantTx) => Promise<T>

/** A prepared statement that a migration has overtaken: its connection must not be used again. */
export const STALE_PLAN = '0A000'

type Options = {
  pool: pg.Pool
  clock: Clock
  /** Who does the jobs that are wanted soon, if anyone. */
  soon: () => Soon | null
  onCommit: (tenantId: string) => void
  /** Told after a commit how many of its jobs are due at once. */
  onJobs: (count: number) => void
}

/**
 * Runs works of one tenant in one transaction, side by side on one connection: all of them commit, or none does. Their
 * jobs and their lines of the event log are written together, as the last statements.
 * @param onWritten told when every statement is on its way and only the commit is waited for
 * @returns what the works answered, in their order
 */
export function createTransactions({ pool, clock, soon, onCommit, onJobs }: Options) {
  return async function transact<T>(
    tenantId: string,
    works: Work<T>[],
    onWritten?: () => void,
  ): Promise<T[]> {
    const client = await pool.connect()
    let broken: Error | undefined
    const now = clock.now()
    const { query, write, written, failed } = createStatements(client)
    const jobs = createPendingJobs(clock, soon())
    const events: Announcement[] = []
    const keys = createKeys()

    const ride = (work: Work<T>) => {
      const rider = keys.rider()
      return work({
        tenantId,
        now,
        query,
        write,
        lock: createLock(query, rider),
        alone: rider.alone,
        announce: (event) => void events.push(event),
        enqueue: async (name, payload, options) => jobs.add(name, payload, options),
      }).finally(rider.leave)
    }

    try {
      // Checked by the caller to be a UUID. Not waited for: the first statement follows on its heels.
      const begun = client.query(`begin; set local app.tenant_id = '${tenantId}'`)
      begun.catch(() => undefined)
      const results = await everyOne(works.map(ride))
      const waiting = jobs.rows()
      if (waiting.length > 0) write('select enqueue_all($1)', [JSON.stringify(waiting)])
      const appended = events.length > 0 ? appendEvents(query, tenantId, now, events) : null
      const committed = Promise.all([client.query('commit'), begun, written(), appended])
      onWritten?.()
      const [{ command }] = await committed
      // A statement failed and its work went on as if nothing were: then the database has given up everything, and says so.
      if (command !== 'COMMIT') throw failed() ?? new Error(`the transaction ended with ${command}`)
      if (events.length > 0) onCommit(tenantId)
      if (jobs.due() > 0) onJobs(jobs.due())
      jobs.start()
      return results
    } catch (thrown) {
      jobs.drop()
      const error = failed() ?? thrown
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

/** Waits for every one before it fails with the first that failed: nobody may use the connection any more then. */
async function everyOne<T>(running: Promise<T>[]): Promise<T[]> {
  if (running.length > 1) await Promise.allSettled(running)
  return Promise.all(running)
}
