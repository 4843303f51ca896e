import type { JobName } from '../jobs.ts'
import { keptAt, oldestDone } from '../platform/chores.ts'
import type { Database } from '../platform/database.ts'

const HOUR_MS = 3_600_000

/** What the product promises by the clock. */
export type PromiseName = 'retention' | 'ledger' | 'dunning' | 'payments' | 'learning' | 'figures'

/** How it stands with one promise. */
export type PromiseState = {
  name: PromiseName
  /** Null: never, or there is nobody to keep it for. */
  keptAt: Date | null
  /** Milliseconds after which it is late: its period, and time for the work itself. */
  lateAfterMs: number
  late: boolean
}

/** Each promise, and how long it may take. A day's work may be made up within hours of a machine's waking. */
export const PROMISES: Record<PromiseName, number> = {
  retention: 30 * HOUR_MS,
  ledger: 3 * HOUR_MS,
  dunning: HOUR_MS,
  payments: 3 * HOUR_MS,
  learning: 30 * HOUR_MS,
  figures: 3 * HOUR_MS,
}

/** When each promise was last kept, and which are late. */
export async function readPromises(db: Pick<Database, 'lookup'>, now: Date): Promise<PromiseState[]> {
  const kept = await keptAt(db)
  const at: Record<PromiseName, Date | null> = {
    retention: await oldestDone(db, 'retain', false),
    ledger: await oldestDone(db, 'count', true),
    dunning: kept.get('billing-tick' satisfies JobName) ?? null,
    payments: kept.get('reconcile-billing' satisfies JobName) ?? null,
    learning: kept.get('forget-learning' satisfies JobName) ?? null,
    figures: kept.get('count-days' satisfies JobName) ?? null,
  }
  return (Object.keys(PROMISES) as PromiseName[]).map((name) => judge(name, at[name], now))
}

/** Pure. */
export function judge(name: PromiseName, keptAt: Date | null, now: Date): PromiseState {
  const lateAfterMs = PROMISES[name]
  return {
    name,
    keptAt,
    lateAfterMs,
    late: keptAt !== null && now.getTime() - keptAt.getTime() > lateAfterMs,
  }
}
