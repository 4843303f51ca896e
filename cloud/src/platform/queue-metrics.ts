import type { Database } from './database.ts'
import type { Metrics } from './metrics.ts'

type Figure = { task: string; waiting: number; failing: number; dead: number; oldest_seconds: number }

/** Figures of the queue, asked for when somebody scrapes; a database that is away gives the last ones no longer. */
export function watchQueue(metrics: Metrics, db: Pick<Database, 'lookup'>, now: () => Date): void {
  const waiting = metrics.gauge('queue_waiting', 'Jobs that are due and not taken', ['task'])
  const failing = metrics.gauge('queue_failing', 'Jobs that failed five times and are still tried', ['task'])
  const dead = metrics.gauge('queue_dead', 'Jobs that failed for good', ['task'])
  const oldest = metrics.gauge('queue_oldest_seconds', 'Age of the oldest job that is due', ['task'])
  const gauges = [waiting, failing, dead, oldest]
  let asked: Promise<void> | null = null
  async function ask(): Promise<void> {
    const rows = await db.lookup<Figure>('select * from queue_figures($1)', [now()]).catch(() => [])
    for (const gauge of gauges) gauge.reset()
    for (const row of rows) {
      waiting.set({ task: row.task }, Number(row.waiting))
      failing.set({ task: row.task }, Number(row.failing))
      dead.set({ task: row.task }, Number(row.dead))
      oldest.set({ task: row.task }, Number(row.oldest_seconds))
    }
  }
  // The gauges are collected at once: one question answers all of them.
  metrics.onScrape(gauges, () => {
    asked ??= ask().finally(() => {
      asked = null
    })
    return asked
  })
}
