import type { LogEvent } from '@plantao/shared/realtime/events'
import type { JobName, JobOptions, Jobs } from '../jobs.ts'
import type { Key } from './keyed-mutex.ts'
import type { Lock } from './lock.ts'

export type Announcement = Pick<LogEvent, 'type' | 'conversationId' | 'messageId'>

/** A transaction that sees one tenant only: row-level security answers nothing of any other. */
export type TenantTx = {
  tenantId: string
  /** The instant of this transaction; business time comes from here, never from the database. */
  now: Date
  query<R extends object>(sql: string, values?: unknown[]): Promise<R[]>
  /** A statement whose answer nobody needs: sent at once and not waited for; its failure fails the transaction. */
  write(sql: string, values: unknown[]): void
  /** Adds an entry to the tenant's event log; all are written as the last statement before the commit. */
  announce(event: Announcement): void
  /** A job that exists exactly if this transaction commits. */
  enqueue<N extends JobName>(name: N, payload: Jobs[N], options?: JobOptions): Promise<void>
  /**
   * Reads rows in order to change them: locks them until the transaction ends, and acquires the key, which separates this
   * work from others in the same transaction. Where only the answer tells the key, give a function of its first row; if
   * another work held that key, the statement runs again.
   * @param select the statement without its locking clause; a function that locks may be called in it
   */
  lock: Lock
  /**
   * Acquires a key of the mutex without reading, for a caller that then sends several statements at once. Null when the
   * key was free; else wait for the promise, and take what was read before it for stale.
   */
  acquire(key: Key): Promise<void> | null
}
