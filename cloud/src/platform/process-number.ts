import pg from 'pg'
import { asError } from './errors.ts'

/** Class of the session advisory locks that tell which processes live; `process_alive` in the schema reads it. */
const LIVENESS_CLASS = 7331

/**
 * The grace period after a restart of PostgreSQL: it releases all liveness locks, processes regain them at different
 * times, and HTTP calls from before may still run (15 s at most). For this long a missing lock proves no death. Milliseconds.
 */
const GRACE_MS = 20_000

export type ProcessNumber = {
  value: () => number
  /** True for the grace period after we lost our lock: other living processes may have lost theirs too, so none may be taken for dead. */
  inGracePeriod: () => boolean
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
  let graceUntil = Number.NEGATIVE_INFINITY
  let client = await connect()
  const { rows } = await client.query<{ value: number; upMs: number }>(
    `select nextval('process_number')::integer as value,
       (1000 * extract(epoch from clock_timestamp() - pg_postmaster_start_time()))::float8 as "upMs"`,
  )
  const { value, upMs } = rows[0]!
  // Whoever starts right after the database did has lost no lock of its own, but the others have.
  graceUntil = performance.now() + GRACE_MS - upMs
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
    graceUntil = Number.POSITIVE_INFINITY
    for (let tries = 0; !closing; tries++) {
      try {
        client = await connect()
        await hold()
        graceUntil = performance.now() + GRACE_MS
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
    inGracePeriod: () => performance.now() < graceUntil,
    close: async () => {
      closing = true
      await client.end()
    },
  }
}
