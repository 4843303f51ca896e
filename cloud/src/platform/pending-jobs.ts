import type { JobName, JobOptions, Jobs } from '../jobs.ts'
import type { Clock } from './clock.ts'
import { FALLBACK_AFTER_MS, type InlineJobs } from './inline-jobs.ts'

type Pending = { task: JobName; payload: unknown; runAt: string; key: string | null; attempts: number | null }

export type PendingJobs = {
  add<N extends JobName>(name: N, payload: Jobs[N], options?: JobOptions): void
  /** As `enqueue_all` takes them. Of two under one key the later counts, as it replaces the one that waits in the queue. */
  rows(): Pending[]
  /** How many are due at once. */
  due(): number
  /** After the commit: starts the inline jobs. */
  start(): void
  /** There was no commit: releases the places of the inline jobs. */
  drop(): void
}

/** The jobs of one transaction: they exist exactly if it commits. */
export function createPendingJobs(clock: Clock, inlineJobs: InlineJobs | null): PendingJobs {
  const byKey = new Map<unknown, Pending>()
  const inlined: { name: JobName; payload: Jobs[JobName] }[] = []
  let due = 0
  return {
    add(name, payload, options) {
      const at = options?.runAt ?? clock.now()
      const inline = options?.inline === true && inlineJobs?.reserve() === true
      if (inline) inlined.push({ name, payload })
      if (!inline && at <= clock.now()) due += 1
      const job = {
        task: name,
        payload,
        runAt: new Date(at.getTime() + (inline ? FALLBACK_AFTER_MS : 0)).toISOString(),
        key: options?.key ?? null,
        attempts: options?.attempts ?? null,
      }
      byKey.set(job.key ?? job, job)
    },
    rows: () => [...byKey.values()],
    due: () => due,
    start() {
      for (const { name, payload } of inlined) inlineJobs?.run(name, payload)
    },
    drop() {
      for (const _ of inlined) inlineJobs?.release()
    },
  }
}
