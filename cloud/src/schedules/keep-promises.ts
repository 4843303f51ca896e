import type { JobName } from '../jobs.ts'
import { noteKept } from '../platform/chores.ts'
import type { Database } from '../platform/database.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { Tasks } from '../platform/queue.ts'
import { readPromises } from './promises.ts'

/** Jobs that keep a promise for the whole house at once; what each company is promised is noted with its own work. */
const KEEPS: readonly JobName[] = ['billing-tick', 'reconcile-billing', 'forget-learning', 'count-days']

/** The same tasks, those that keep a promise noting it when they are done. */
export function keepingPromises(tasks: Required<Tasks>, db: Database, now: () => Date): Required<Tasks> {
  const noted: Record<string, unknown> = { ...tasks }
  for (const name of KEEPS) {
    const task = tasks[name] as (payload: never) => Promise<void>
    noted[name] = async (payload: never) => {
      await task(payload)
      await noteKept(db, name, now())
    }
  }
  return noted as Required<Tasks>
}

/** Tells when each promise was last kept, and by how much it is late. Seconds; asked of the database at each scrape. */
export function watchPromises(metrics: Metrics, db: Database, now: () => Date): void {
  const kept = metrics.gauge('promise_kept_timestamp_seconds', 'When a promise of time was last kept', [
    'promise',
  ])
  const late = metrics.gauge('promise_late_seconds', 'By how much a promise of time is late', ['promise'])
  metrics.onScrape([kept, late], async () => {
    const promises = await readPromises(db, now()).catch(() => [])
    for (const { name, keptAt, lateAfterMs } of promises) {
      if (!keptAt) continue
      kept.set({ promise: name }, keptAt.getTime() / 1000)
      late.set({ promise: name }, Math.max(0, now().getTime() - keptAt.getTime() - lateAfterMs) / 1000)
    }
  })
}
