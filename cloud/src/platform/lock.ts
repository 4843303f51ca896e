import type { TenantTx } from './database.ts'
import type { Key, Rider } from './keys.ts'

export type LockOptions = {
  /**
   * `no key update` keeps other changes waiting but not rows that merely refer to this one; `key share` only keeps the
   * row from being deleted. Without it: `update`.
   */
  strength?: 'update' | 'no key update' | 'key share'
  /** The alias of the one table whose rows are locked, where the statement joins several. */
  of?: string
}

export type Lock = <R extends object>(
  key: Key | ((row: R) => Key),
  select: string,
  values: unknown[],
  options?: LockOptions,
) => Promise<R[]>

type Query = <R extends object>(sql: string, values: unknown[]) => Promise<R[]>

/**
 * The one place that locks rows. A row's lock parts two transactions, but not two works that share one; so nothing may be
 * locked without the key that parts those. The boundary check holds all others to it.
 */
export function createLock(query: Query, rider: Rider): Lock {
  return async function lock<R extends object>(
    key: Key | ((row: R) => Key),
    select: string,
    values: unknown[],
    { strength = 'update', of }: LockOptions = {},
  ): Promise<R[]> {
    const sql = `${select} for ${strength}${of ? ` of ${of}` : ''}`
    if (typeof key === 'string') {
      const others = rider.alone(key)
      // With the key free it is sent at once: what the work sends behind it is read under the lock.
      if (others) await others
      return query<R>(sql, values)
    }
    for (;;) {
      const instant = rider.instant()
      const rows = await query<R>(sql, values)
      const [first] = rows
      if (!first) return rows
      const found = key(first)
      const others = rider.alone(found)
      if (!others && !rider.isOld(found, instant)) return rows
      await others
    }
  }
}

/** One for each company; the key of no row. */
const ERASURE = `hashtextextended($1::text || '/erasure', 7333)`

/**
 * For whoever puts a customer's words anywhere without the lock of their thread: no erasure of the company begins before this
 * transaction ends. So either what is read behind this knows of the erasure, or the erasure finds what is written here. Not
 * waited for.
 */
export function holdOffErasures(tx: TenantTx): void {
  tx.write(`select pg_advisory_xact_lock_shared(${ERASURE})`, [tx.tenantId])
}

/** For the erasure: waits for those, and keeps later ones waiting until this transaction ends. Only for short ones. */
export async function shutOutWriters(tx: TenantTx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${ERASURE})`, [tx.tenantId])
}
