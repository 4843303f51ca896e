import type { Holder, Key } from './keyed-mutex.ts'

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
 * The one place that locks rows. A row's lock separates two transactions, but not two works that share one; so a lock
 * always comes with the key of the mutex that separates those. The boundary check finds any lock taken elsewhere.
 */
export function createLock(query: Query, holder: Holder): Lock {
  return async function lock<R extends object>(
    key: Key | ((row: R) => Key),
    select: string,
    values: unknown[],
    { strength = 'update', of }: LockOptions = {},
  ): Promise<R[]> {
    const sql = `${select} for ${strength}${of ? ` of ${of}` : ''}`
    if (typeof key === 'string') {
      const others = holder.acquire(key)
      // With the key free it is sent at once: what the work sends behind it is read under the lock.
      if (others) await others
      return query<R>(sql, values)
    }
    for (;;) {
      const generation = holder.generation()
      const rows = await query<R>(sql, values)
      const [first] = rows
      if (!first) return rows
      const found = key(first)
      const others = holder.acquire(found)
      if (!others && !holder.isStale(found, generation)) return rows
      await others
    }
  }
}
