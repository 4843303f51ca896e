import { Cron } from 'croner'
import type { JobName, Jobs } from '../jobs.ts'
import type { Database } from '../platform/database.ts'

export type Tick = { [N in JobName]: { name: string; cron: string; job: N; payload: Jobs[N] } }[JobName]

/** Everything that happens by the clock. A tick only enqueues; the work is a task of the room that owns the rows. */
export const TIMETABLE: Tick[] = [
  { name: 'sweep', cron: '*/10 * * * * *', job: 'sweep', payload: {} },
  { name: 'watch', cron: '20 * * * * *', job: 'watch', payload: {} },
  { name: 'count', cron: '0 7 * * * *', job: 'count', payload: {} },
  { name: 'billing', cron: '30 */5 * * * *', job: 'billing-tick', payload: {} },
  { name: 'reconcile-billing', cron: '15 40 * * * *', job: 'reconcile-billing', payload: {} },
  { name: 'tell-waiting', cron: '10 */5 * * * *', job: 'tell-waiting', payload: {} },
  { name: 'return-stale', cron: '30 * * * * *', job: 'return-stale', payload: {} },
  { name: 'retention', cron: '0 20 5 * * *', job: 'retention', payload: {} },
  { name: 'media-garbage', cron: '40 */5 * * * *', job: 'media-garbage', payload: {} },
  { name: 'count-days', cron: '30 23 * * * *', job: 'count-days', payload: {} },
  { name: 'forget-learning', cron: '50 37 3 * * *', job: 'forget-learning', payload: {} },
]

/**
 * Starts the timetable. Several schedulers may run: a slot is taken once, by whoever commits first.
 * @returns stops it
 */
export function startTimetable(db: Database, onError: (error: Error) => void, ticks = TIMETABLE): () => void {
  const crons = ticks.map(
    (tick) =>
      new Cron(
        tick.cron,
        { catch: (error) => onError(error as Error), protect: true },
        async (cron: Cron) => {
          const slot = cron.currentRun() ?? new Date()
          slot.setMilliseconds(0)
          await takeSlot(db, tick, slot)
        },
      ),
  )
  return () => {
    for (const cron of crons) cron.stop()
  }
}

/** Enqueues a tick's job unless its slot was taken. Answers whether it was ours. One statement, one commit. */
export async function takeSlot(db: Database, tick: Tick, slot: Date): Promise<boolean> {
  const taken = await db.lookup(
    `with slot as (insert into schedule_slot (name, slot) values ($1, $2) on conflict do nothing returning 1)
     select enqueue($3, $4, $2, null, 3) from slot`,
    [tick.name, slot, tick.job, JSON.stringify(tick.payload)],
  )
  return taken.length > 0
}
