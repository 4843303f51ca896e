import pg from 'pg'
import type { Tasks } from '../../../cloud/src/platform/queue.ts'
import { takeJobs } from './private-jobs.ts'

/**
 * Runs every waiting job and those they leave behind: a queue for tests that turn the clock. A task that throws leaves its
 * error in the answer, and is not tried again.
 * @param until only what was meant for this time or before, asked for each round, for a job may leave one behind that is due
 *   by then; without it, whatever time it was meant for
 */
export async function runJobs(ownerUrl: string, tasks: Tasks, until?: () => Date): Promise<Error[]> {
  const client = new pg.Client(ownerUrl)
  await client.connect()
  await client.query('set role plantao_queue')
  const errors: Error[] = []
  try {
    for (;;) {
      const rows = await takeJobs<keyof Tasks>(client, until?.() ?? null)
      if (rows.length === 0) return errors
      for (const { name, payload } of rows) {
        await (tasks[name] as (given: never) => Promise<void>)?.(payload).catch((error) => errors.push(error))
      }
    }
  } finally {
    await client.end()
  }
}
