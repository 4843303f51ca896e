import type { LogEvent } from '@plantao/shared/realtime/events'
import type { JobName, JobOptions, Jobs } from '../jobs.ts'
import type { Key } from './keys.ts'
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
  /** A line for the tenant's event log; all are written as the last statement before the commit. */
  announce(event: Announcement): void
  /** A job that exists exactly if this transaction commits. */
  enqueue<N extends JobName>(name: N, payload: Jobs[N], options?: JobOptions): Promise<void>
  /**
   * Reads rows in order to change them: locks them until the transaction ends, and parts this work from others that share
   * it by the key. A key that only the answer tells is a function of its first row; should another work have held it,
   * the statement runs again.
   * @param select the statement without its locking clause; a function that locks may be called in it
   */
  lock: Lock
  /**
   * The key alone, for who then sends several statements at once behind it. Null when it may go on at once; else to be
   * waited for, and what was read before is old.
   */
  alone(key: Key): Promise<void> | null
}
