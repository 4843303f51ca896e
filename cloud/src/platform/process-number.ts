import pg from 'pg'
import { asError } from './errors.ts'

/** Class of the session advisory locks that tell which processes live; `process_alive` in the schema reads it. */
const LIVENESS_CLASS = 7331

/**
 * After a restart of the database every process takes its lock back, some later than others, and calls may still be under
 * way that were begun before (15 s at most): for so long nobody's missing lock proves a death. Milliseconds.
 */
const SHAKEN_MS = 20_000

export type ProcessNumber = {
  value: () => number
  /** Our own lock was lost a moment ago, so that others may have lost theirs: nobody can be told dead now. */
  isShaken: () => boolean
  close(): Promise<void>
}

/**
 * Gives this process a number that others can tell alive from dead: a session lock on a connection of its own, which
 * the database drops the moment the process is gone.
 * @param onLost called when the lock's connection broke and could not be had again; the process must then end
 */
export async function takeProcessNumber(url: string, onLost: (error: Error) => void): Promise<ProcessNumber> {
  let closing = false
  let recovering = false
  let shakenUntil = Number.NEGATIVE_INFINITY
  let client = await connect()
  const { rows } = await client.query<{ value: number; upMs: number }>(
    `select nextval('process_number')::integer as value,
       (1000 * extract(epoch from clock_timestamp() - pg_postmaster_start_time()))::float8 as "upMs"`,
  )
  const { value, upMs } = rows[0]!
  // Whoever starts right after the database did has lost no lock of its own, but the others have.
  shakenUntil = performance.now() + SHAKEN_MS - upMs
  await hold()

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5_000 })
    fresh.on('error', () => void recover())
    await fresh.connect()
    return fresh
  }

  async function hold(): Promise<void> {
    await client.query('select pg_advisory_lock($1, $2)', [LIVENESS_CLASS, value])
  }

  /** A restarted database lost every session lock: take ours back before somebody else calls our claims stale. */
  async function recover(): Promise<void> {
    // A connection that breaks says so more than once, and each of ours that waited for the lock would wait for us.
    if (recovering) return
    recovering = true
    shakenUntil = Number.POSITIVE_INFINITY
    for (let tries = 0; !closing; tries++) {
      try {
        client = await connect()
        await hold()
        shakenUntil = performance.now() + SHAKEN_MS
        break
      } catch (error) {
        if (tries >= 60) return onLost(asError(error))
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    }
    recovering = false
  }

  return {
    value: () => value,
    isShaken: () => performance.now() < shakenUntil,
    close: async () => {
      closing = true
      await client.end()
    },
  }
}
