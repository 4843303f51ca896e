import type { JobName, Jobs } from '../jobs.ts'
import { asError } from './errors.ts'
import { withTrace } from './http/trace.ts'

/** Takes on what a transaction of this process asks to be done right after its commit. */
export type Soon = {
  /** Whether there is room for one more; each one taken is run or given back. */
  take(): boolean
  giveBack(): void
  run<N extends JobName>(name: N, payload: Jobs[N]): void
}

type Options = {
  task: (name: JobName, payload: Jobs[JobName]) => Promise<void>
  /** Most under way at once; what finds no room goes through the queue. */
  most: number
  onFailure: (task: string, error: Error, attempts: number) => void
}

/**
 * How much later the queue does the same job, for the case that this process dies or fails at it. Longer than an answer
 * may take to write (8 s), so that nothing is written twice while all goes well. Milliseconds.
 */
export const HEAD_START_MS = 10_000

/** Does jobs without the way through the queue. `stop` takes no more and waits for what is under way. */
export function createSoon({ task, most, onFailure }: Options): Soon & { stop(): Promise<void> } {
  const running = new Set<Promise<void>>()
  let taken = 0
  let stopping = false
  return {
    take() {
      if (stopping || taken >= most) return false
      taken += 1
      return true
    },
    giveBack() {
      taken -= 1
    },
    run(name, payload) {
      const { traceId } = payload as { traceId?: string }
      const one = withTrace(traceId ?? name, () => task(name, payload))
        .catch((thrown) => onFailure(name, asError(thrown), 1))
        .finally(() => {
          taken -= 1
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
