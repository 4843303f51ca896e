import type { Redis } from 'ioredis'
import type { Clock } from '../platform/clock.ts'

/** Tries are forgotten this long after the last one, in milliseconds. */
const WINDOW_MS = 15 * 60_000
const FIRST_WAIT_S = 15
const LONGEST_WAIT_S = 15 * 60

/** Counts tries by a key, so that guessing gets slower and slower. */
export type Attempts = {
  /** Counts one try. Answers 0 when it may be made, else the seconds to wait; a refused one is not counted. */
  begin(key: string, free: number): Promise<number>
  /** It was the right one: the key starts anew. */
  succeeded(key: string): Promise<void>
}

/** The wait after so many tries: none below `free`, then 15 s, doubling up to 15 minutes. */
export function waitAfter(tries: number, free: number): number {
  return tries < free ? 0 : Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (tries - free))
}

/** Keeps the counts in this process. */
export function attemptsInMemory(clock: Clock): Attempts {
  const known = new Map<string, { tries: number; at: number; until: number }>()
  return {
    async begin(key, free) {
      const now = clock.now().getTime()
      const found = known.get(key)
      if (found && now < found.until) return Math.ceil((found.until - now) / 1000)
      const tries = (found && now - found.at < WINDOW_MS ? found.tries : 0) + 1
      // Counted before it is tried, so that a hundred guesses at once are a hundred tries.
      known.delete(key)
      known.set(key, { tries, at: now, until: now + waitAfter(tries, free) * 1000 })
      for (const [old, entry] of known) {
        if (now - entry.at < WINDOW_MS && known.size < 100_000) break
        known.delete(old)
      }
      return 0
    },
    succeeded: async (key) => void known.delete(key),
  }
}

/** Keeps the counts where all processes see them; counts in memory while Redis is away. */
export function attemptsInRedis(redis: Redis, clock: Clock): Attempts {
  const spare = attemptsInMemory(clock)
  const named = (key: string) => `plantao-attempts-${key}`
  return {
    async begin(key, free) {
      try {
        const left = await redis.pttl(`${named(key)}-wait`)
        if (left > 0) return Math.ceil(left / 1000)
        const tries = await redis.incr(named(key))
        await redis.pexpire(named(key), WINDOW_MS)
        const wait = waitAfter(tries, free)
        if (wait > 0) await redis.set(`${named(key)}-wait`, '1', 'PX', wait * 1000)
        return 0
      } catch {
        return spare.begin(key, free)
      }
    },
    async succeeded(key) {
      await spare.succeeded(key)
      await redis.del(named(key), `${named(key)}-wait`).catch(() => 0)
    },
  }
}
