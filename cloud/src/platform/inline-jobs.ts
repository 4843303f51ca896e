import type { JobName, Jobs } from '../jobs.ts'
import { asError } from './errors.ts'
import { withTrace } from './http/trace.ts'

/** Runs jobs of this process right after the commit that made them, without the way through the queue. */
export type InlineJobs = {
  /** Reserves a place for one job, if there is room; each reservation is then run or released. */
  reserve(): boolean
  release(): void
  run<N extends JobName>(name: N, payload: Jobs[N]): void
}

type Options = {
  task: (name: JobName, payload: Jobs[JobName]) => Promise<void>
  /** Jobs under way at once at most; the queue runs those that find no room. */
  most: number
  onFailure: (task: string, error: Error, attempts: number) => void
}

/**
 * How much later the queue runs the same job, in case this process dies or fails at it. Longer than
 * writing an answer may take (8 s), so that nothing is written twice while all goes well. Milliseconds.
 */
export const FALLBACK_AFTER_MS = 10_000

/** `stop` reserves no more and waits for the jobs that are under way. */
export function createInlineJobs({ task, most, onFailure }: Options): InlineJobs & { stop(): Promise<void> } {
  const running = new Set<Promise<void>>()
  let reserved = 0
  let stopping = false
  return {
    reserve() {
      if (stopping || reserved >= most) return false
      reserved += 1
      return true
    },
    release() {
      reserved -= 1
    },
    run(name, payload) {
      const { traceId } = payload as { traceId?: string }
      const one = withTrace(traceId ?? name, () => task(name, payload))
        .catch((thrown) => onFailure(name, asError(thrown), 1))
        .finally(() => {
          reserved -= 1
          running.delete(one)
        })
      running.add(one)
    },
    async stop() {
      stopping = true
      await Promise.all(running)
    },
  }
}
