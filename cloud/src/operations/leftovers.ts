import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { withClient } from './with-client.ts'

/** What lies in the open while a backup is made or brought back: dumps, media, sessions. Names of folders begin so. */
export const WORK = { backup: '.work-', restore: 'plantao-restore-' }
/** The end of a sealed file that is not whole yet. */
export const UNFINISHED = '.part'

/** Any number, the same in both commands. */
const LOCK = 7_319_004

/**
 * Lets one backup or restore of a database work at a time, for as long as `work` takes; a second one is refused. So what
 * lies in `place` from an earlier one, which was killed outright, belongs to nobody and is removed first.
 * @param url a connection to the database; the lock ends with it
 */
export function oneAtATime<T>(url: string, place: string, work: () => Promise<T>): Promise<T> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK])
    if (!rows[0]!.mine) throw new Error('another backup or restore of this database is under way')
    removeLeftovers(place)
    return work()
  })
}

/** Removes every work folder and unfinished file of a place; a place that is not there has none. */
export function removeLeftovers(place: string): void {
  for (const name of namesIn(place)) {
    const left = Object.values(WORK).some((start) => name.startsWith(start)) || name.endsWith(UNFINISHED)
    // A program that still writes there may be quicker than we are.
    if (left) rmSync(join(place, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
  }
}

/**
 * Does a command's work; asked to end meanwhile, the process removes what lies in the open in `place` and ends, as a
 * program ended by that signal does.
 */
export async function tidyingUp<T>(place: string, work: () => Promise<T>): Promise<T> {
  const end = (code: number) => () => {
    removeLeftovers(place)
    process.exit(code)
  }
  const ends = { SIGTERM: end(143), SIGINT: end(130), SIGHUP: end(129) }
  for (const [signal, act] of Object.entries(ends)) process.once(signal, act)
  try {
    return await work()
  } finally {
    for (const [signal, act] of Object.entries(ends)) process.removeListener(signal, act)
  }
}

function namesIn(place: string): string[] {
  try {
    return readdirSync(place)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
