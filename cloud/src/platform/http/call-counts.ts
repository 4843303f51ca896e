import type { Clock } from '../clock.ts'
import type { AskRedis } from '../redis-or-none.ts'

/** Calls of one key in its present window, this one included, and the milliseconds until the window ends. */
export type Count = { current: number; ttl: number }

/** Counts calls by a key, in windows that begin with the first call. */
export type CallCounts = (key: string, windowMs: number) => Promise<Count>

/** Keys remembered in one process; the oldest windows go first. Some 20 MB at the worst. */
const MOST_KEYS = 100_000

/** Counts in this process. */
export function countsInMemory(clock: Clock): CallCounts {
  const windows = new Map<string, { current: number; until: number }>()
  return async (key, windowMs) => {
    const now = clock.now().getTime()
    const known = windows.get(key)
    if (known && now < known.until) {
      known.current += 1
      return { current: known.current, ttl: known.until - now }
    }
    windows.delete(key)
    for (const [old, { until }] of windows) {
      if (now < until && windows.size < MOST_KEYS) break
      windows.delete(old)
    }
    windows.set(key, { current: 1, until: now + windowMs })
    return { current: 1, ttl: windowMs }
  }
}

/** One step, so that no window is left without an end. Answers the count and the milliseconds left. */
const COUNT = `
local current = redis.call('incr', KEYS[1])
local left = redis.call('pttl', KEYS[1])
if left < 0 then
  redis.call('pexpire', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return {current, left}`

/**
 * Counts for all processes together. Each call is counted here as well: while Redis is away the limit is that of this
 * process, from what it has seen, and not none.
 */
export function countsInRedis(ask: AskRedis, clock: Clock): CallCounts {
  const alone = countsInMemory(clock)
  return async (key, windowMs) => {
    const [here, everywhere] = await Promise.all([
      alone(key, windowMs),
      ask((redis) => redis.eval(COUNT, 1, `plantao-rate-${key}`, windowMs) as Promise<[number, number]>),
    ])
    if (!everywhere) return here
    const [current, ttl] = everywhere
    return { current, ttl }
  }
}
