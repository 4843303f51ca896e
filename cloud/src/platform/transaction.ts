import type pg from 'pg'
import type { JobName, JobOptions, Jobs } from '../jobs.ts'
import type { Clock } from './clock.ts'
import type { Announcement, TenantTx } from './database.ts'
import { appendEvents } from './event-log.ts'
import { createKeys } from './keys.ts'
import { HEAD_START_MS, type Soon } from './soon.ts'

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

type Pending = { task: JobName; payload: unknown; runAt: string; key: string | null; attempts: number | null }

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
    const announcements: Announcement[] = []
    const jobs: Pending[] = []
    let due = 0
    const hurried: { name: JobName; payload: Jobs[JobName] }[] = []
    const writes: Promise<unknown>[] = []
    /** The first statement that failed: what fails behind it fails because of it. */
    let failed: Error | undefined

    const query = async <R extends object>(sql: string, values: unknown[] = []) => {
      try {
        return (await client.query<R>(prepared(sql, values))).rows
      } catch (error) {
        failed ??= error as Error
        throw error
      }
    }
    const write = (sql: string, values: unknown[]) => {
      const written = query(sql, values)
      written.catch(() => undefined)
      writes.push(written)
    }
    const enqueue = async <N extends JobName>(name: N, payload: Jobs[N], options?: JobOptions) => {
      const at = options?.runAt ?? clock.now()
      const hurry = options?.soon === true && soon()?.take() === true
      if (hurry) hurried.push({ name, payload })
      if (!hurry && at <= clock.now()) due += 1
      const runAt = new Date(at.getTime() + (hurry ? HEAD_START_MS : 0)).toISOString()
      jobs.push({
        task: name,
        payload,
        runAt,
        key: options?.key ?? null,
        attempts: options?.attempts ?? null,
      })
    }
    const keys = createKeys()
    const ride = (work: Work<T>) => {
      const { alone, leave } = keys.rider()
      const announce = (event: Announcement) => void announcements.push(event)
      return work({ tenantId, now, query, write, announce, enqueue, alone }).finally(leave)
    }

    try {
      // Checked by the caller to be a UUID. Not waited for: the first statement follows on its heels.
      const begun = client.query(`begin; set local app.tenant_id = '${tenantId}'`)
      begun.catch(() => undefined)
      const results = await everyOne(works.map(ride))
      if (jobs.length > 0) write('select enqueue_all($1)', [JSON.stringify(newestOfEachKey(jobs))])
      const appended = announcements.length > 0 ? appendEvents(query, tenantId, now, announcements) : null
      // A commit behind a statement that failed is a rollback.
      const committed = Promise.all([begun, ...writes, appended, client.query('commit')])
      onWritten?.()
      await committed
      if (announcements.length > 0) onCommit(tenantId)
      if (due > 0) onJobs(due)
      for (const { name, payload } of hurried) soon()?.run(name, payload)
      return results
    } catch (thrown) {
      for (const _ of hurried) soon()?.giveBack()
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
}

/** Waits for every one before it fails with the first that failed: nobody may use the connection any more then. */
async function everyOne<T>(running: Promise<T>[]): Promise<T[]> {
  if (running.length > 1) await Promise.allSettled(running)
  return Promise.all(running)
}

/** A job replaces the one that waits under its key; of two in one transaction the later one counts. */
function newestOfEachKey(jobs: Pending[]): Pending[] {
  const byKey = new Map<unknown, Pending>()
  for (const job of jobs) byKey.set(job.key === null ? job : job.key, job)
  return [...byKey.values()]
}

/** Most statements that get a name; the house has some two hundred. Text that is put together anew each time stays without. */
const MOST_NAMES = 1_000
const names = new Map<string, string>()

/** A statement under a name of its own is parsed and planned once a connection, not each time. */
export function prepared(text: string, values: unknown[]): pg.QueryConfig {
  if (values.length === 0) return { text }
  let name = names.get(text)
  if (!name && names.size < MOST_NAMES) {
    name = `s${names.size}`
    names.set(text, name)
  }
  return name ? { name, text, values } : { text, values }
}
