import type { Logger } from './logging.ts'
import { awayBy } from './unavailable.ts'

/** Together a minute: a database server that restarts, on a slow disk too. Milliseconds. */
const GIVES_UP_AFTER_MS = 60_000
const PAUSE_MS = 1_000

/** PostgreSQL stayed away while a process started. */
export class DatabaseUnavailable extends Error {
  constructor(seconds: number, last: string) {
    super(`database.unavailable: PostgreSQL did not answer within ${seconds} s (${last})`)
    this.name = 'DatabaseUnavailable'
  }
}

type Waiting = {
  log: Pick<Logger, 'warn' | 'info'>
  giveUpAfterMs?: number
  pauseMs?: number
}

/**
 * Runs what a process does first with its database, waiting for a server that is away: a process that starts during a
 * restart of PostgreSQL comes up by itself. `work` may run several times.
 * @throws DatabaseUnavailable after a minute; any other failure (password, migration) at once
 */
export async function awaitDatabase<T>(
  work: () => Promise<T>,
  { log, giveUpAfterMs = GIVES_UP_AFTER_MS, pauseMs = PAUSE_MS }: Waiting,
): Promise<T> {
  const started = performance.now()
  for (let attempt = 1; ; attempt++) {
    try {
      const done = await work()
      if (attempt > 1) log.info({ attempt }, 'database is there')
      return done
    } catch (error) {
      const reason = awayBy(error) ?? noSocket(error)
      if (!reason) throw error
      const waitedMs = Math.round(performance.now() - started)
      if (waitedMs + pauseMs > giveUpAfterMs) throw new DatabaseUnavailable(giveUpAfterMs / 1000, reason)
      log.warn({ attempt, reason, waitedMs }, 'waiting for the database')
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}

/** A server that is reached over a socket file has none while it is away. */
function noSocket(error: unknown): string | null {
  const { code, syscall } = error as { code?: string; syscall?: string }
  return code === 'ENOENT' && syscall === 'connect' ? code : null
}
