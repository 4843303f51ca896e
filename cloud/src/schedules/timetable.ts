import { Cron } from 'croner'
import type { JobName, Jobs } from '../jobs.ts'
import type { Database } from '../platform/database.ts'
import { takeOnce } from './slot.repo.ts'

export type Tick = { [N in JobName]: { name: string; cron: string; job: N; payload: Jobs[N] } }[JobName]

/** The zone that the timetable is written in, whatever zone the machine keeps. */
const ZONE = 'America/Sao_Paulo'

/** Everything that happens by the clock. A tick only enqueues; the work is a task of the room that owns the rows. */
export const TIMETABLE: Tick[] = [
  { name: 'sweep', cron: '*/10 * * * * *', job: 'sweep', payload: {} },
  { name: 'watch', cron: '20 * * * * *', job: 'watch', payload: {} },
  { name: 'count', cron: '0 7 * * * *', job: 'count', payload: {} },
  { name: 'billing', cron: '30 */5 * * * *', job: 'billing-tick', payload: {} },
  { name: 'reconcile-billing', cron: '15 40 * * * *', job: 'reconcile-billing', payload: {} },
  { name: 'tell-waiting', cron: '10 */5 * * * *', job: 'tell-waiting', payload: {} },
  { name: 'tell-seats', cron: '40 47 * * * *', job: 'tell-seats', payload: {} },
  { name: 'return-stale', cron: '30 * * * * *', job: 'return-stale', payload: {} },
  // Each hour for whoever is due: a machine that sleeps at night keeps its promise by day.
  { name: 'retention', cron: '0 20 * * * *', job: 'retention', payload: {} },
  { name: 'media-garbage', cron: '40 */5 * * * *', job: 'media-garbage', payload: {} },
  { name: 'count-days', cron: '30 23 * * * *', job: 'count-days', payload: {} },
  { name: 'forget-learning', cron: '50 37 3 * * *', job: 'forget-learning', payload: {} },
]

/** How far the clocks of two schedulers may be apart: machines that keep time by NTP are apart by less. Milliseconds. */
const CLOCKS_APART_MS = 30_000

/** Every hour, what was missed is made up: a process may have slept, or been unable to reach the database. */
const MAKE_UP = '5 13 * * * *'

type Options = {
  db: Database
  now: () => Date
  onError: (error: Error) => void
  ticks?: Tick[]
}

/**
 * Starts the timetable: takes at once the newest slot of every tick that nobody took, then each as it comes. Several
 * schedulers may run: a slot is taken once, by whoever commits first.
 * @returns stops it
 */
export function startTimetable({ db, now, onError, ticks = TIMETABLE }: Options): () => void {
  const take = (which: Tick[]) => makeUp(db, which, now()).catch((error) => onError(error as Error))
  const at = (cron: string, which: Tick[]) =>
    new Cron(cron, { timezone: ZONE, catch: (error) => onError(error as Error), protect: true }, () =>
      take(which),
    )
  const crons = [...ticks.map((tick) => at(tick.cron, [tick])), at(MAKE_UP, ticks)]
  void take(ticks)
  return () => {
    for (const cron of crons) cron.stop()
  }
}

/** Takes the newest slot of each tick, unless it was taken. A tick that was missed ten times is made up once. */
export async function makeUp(db: Database, ticks: Tick[], now: Date): Promise<void> {
  for (const tick of ticks) await takeSlot(db, tick, slotOf(tick, now), now)
}

/**
 * The newest instant for which the tick was planned, now or before. The slot is the plan's, not the clock's: a scheduler
 * that lags a second takes the same slot as one that does not. Pure.
 */
export function slotOf({ cron }: Tick, now: Date): Date {
  // Just after now, for a run that is due at this very instant belongs to it.
  const [slot] = new Cron(cron, { timezone: ZONE, paused: true }).previousRuns(1, new Date(now.getTime() + 1))
  if (!slot) throw new Error(`${cron} was never due`)
  return slot
}

/**
 * Enqueues a tick's job unless its slot was taken. Answers whether it was ours. One statement, one commit. Slots that lie
 * ahead were taken by a clock that was wrong, and set back since: kept, nothing would happen until it is as late again.
 */
export async function takeSlot(db: Database, tick: Tick, slot: Date, now: Date): Promise<boolean> {
  const ahead = new Date(now.getTime() + CLOCKS_APART_MS)
  return takeOnce(db, { name: tick.name, job: tick.job, payload: JSON.stringify(tick.payload), slot, ahead })
}
