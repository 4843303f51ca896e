import type { Logger } from './logging.ts'

/** Together a minute: a database server that restarts, on a slow disk too. Milliseconds. */
const GIVES_UP_AFTER_MS = 60_000
const PAUSE_MS = 1_000

/** Codes of Node and PostgreSQL for a server that is not there, starts, or stops. What is refused is refused for good. */
const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
])

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
      const reason = awayBy(error)
      if (!reason) throw error
      const waitedMs = Math.round(performance.now() - started)
      if (waitedMs + pauseMs > giveUpAfterMs) throw new DatabaseUnavailable(giveUpAfterMs / 1000, reason)
      log.warn({ attempt, reason, waitedMs }, 'waiting for the database')
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}

/** The code by which a failure tells that the server is away, or null when it is another failure. */
function awayBy(thrown: unknown): string | null {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const { code } = error as { code?: string }
    if (code && AWAY.has(code)) return code
    // A name with several addresses: each failed.
    const inner: unknown = (error as { errors?: unknown[] }).errors?.[0]
    const innerCode = (inner as { code?: string } | undefined)?.code
    if (innerCode && AWAY.has(innerCode)) return innerCode
    if (/^Connection terminated|timeout expired|Client has encountered/i.test(error.message))
      return 'connection_lost'
  }
  return null
}
