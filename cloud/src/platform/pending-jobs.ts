import type { JobName, JobOptions, Jobs } from '../jobs.ts'
import type { Clock } from './clock.ts'
import { HEAD_START_MS, type Soon } from './soon.ts'

type Pending = { task: JobName; payload: unknown; runAt: string; key: string | null; attempts: number | null }

export type PendingJobs = {
  add<N extends JobName>(name: N, payload: Jobs[N], options?: JobOptions): void
  /** As `enqueue_all` takes them. Of two under one key the later counts, as it replaces the one that waits in the queue. */
  rows(): Pending[]
  /** How many are due at once. */
  due(): number
  /** After the commit: what is wanted soon is begun. */
  start(): void
  /** There is no commit. */
  drop(): void
}

/** The jobs of one transaction: they exist exactly if it commits. */
export function createPendingJobs(clock: Clock, soon: Soon | null): PendingJobs {
  const byKey = new Map<unknown, Pending>()
  const hurried: { name: JobName; payload: Jobs[JobName] }[] = []
  let due = 0
  return {
    add(name, payload, options) {
      const at = options?.runAt ?? clock.now()
      const hurry = options?.soon === true && soon?.take() === true
      if (hurry) hurried.push({ name, payload })
      if (!hurry && at <= clock.now()) due += 1
      const job = {
        task: name,
        payload,
        runAt: new Date(at.getTime() + (hurry ? HEAD_START_MS : 0)).toISOString(),
        key: options?.key ?? null,
        attempts: options?.attempts ?? null,
      }
      byKey.set(job.key ?? job, job)
    },
    rows: () => [...byKey.values()],
    due: () => due,
    start() {
      for (const { name, payload } of hurried) soon?.run(name, payload)
    },
    drop() {
      for (const _ of hurried) soon?.giveBack()
    },
  }
}
