import type { Line, Tasks } from './platform/queue.ts'

/**
 * How the tasks are run. `receive` comes in bursts and is fetched ahead; what is debounced or waits on the outside is
 * fetched when due. Concurrency: models and WhatsApp are waited for, not computed, so many may be under way.
 */
export function linesOf(tasks: Required<Tasks>): Line[] {
  const { receive, ...direct } = tasks
  return [
    { tasks: { receive }, concurrency: 8, batched: true },
    { tasks: direct, concurrency: 24, batched: false },
  ]
}
