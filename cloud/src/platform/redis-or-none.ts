import type { Redis } from 'ioredis'
import type { Clock } from './clock.ts'

/** Asks Redis, or answers null at once while it is away. */
export type AskRedis = <T>(ask: (redis: Redis) => Promise<T>) => Promise<T | null>

/** After a failure Redis is left alone for so long: a call that hangs costs one caller its patience, not each. Milliseconds. */
const QUIET_MS = 1_000

/**
 * Redis for whoever has something to fall back on.
 * @param onAway told of each failure, at most once in the time above
 */
export function redisOrNone(redis: Redis, clock: Clock, onAway: (error: unknown) => void): AskRedis {
  let quietUntil = 0
  return async (ask) => {
    const now = clock.now().getTime()
    if (now < quietUntil) return null
    try {
      return await ask(redis)
    } catch (error) {
      quietUntil = clock.now().getTime() + QUIET_MS
      onAway(error)
      return null
    }
  }
}
