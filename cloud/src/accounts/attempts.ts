import type { Clock } from '../platform/clock.ts'
import type { AskRedis } from '../platform/redis-or-none.ts'

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
  /** It was no guess: that one try is given back, and the tries of others stand. */
  giveBack(key: string): Promise<void>
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
    giveBack: async (key) => {
      const found = known.get(key)
      if (found) known.set(key, { ...found, tries: Math.max(0, found.tries - 1), until: 0 })
    },
  }
}

/**
 * Looks and counts in one step, so that guesses over many connections at once are no more than guesses over one.
 * One hash a key: tries, instant of the last one, instant until which the next must wait (milliseconds).
 */
const BEGIN = `
local now, free, window, first, longest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local known = redis.call('hmget', KEYS[1], 'tries', 'at', 'wait')
local wait = tonumber(known[3] or '0')
if now < wait then return math.ceil((wait - now) / 1000) end
local tries = 1
if known[1] and now - tonumber(known[2]) < window then tries = tonumber(known[1]) + 1 end
wait = 0
if tries >= free then wait = now + math.min(longest, first * 2 ^ (tries - free)) * 1000 end
redis.call('hset', KEYS[1], 'tries', tries, 'at', ARGV[1], 'wait', string.format('%.0f', wait))
redis.call('pexpire', KEYS[1], ARGV[3])
return 0`
const GIVE_BACK = `
local tries = tonumber(redis.call('hget', KEYS[1], 'tries') or '0')
if tries > 0 then redis.call('hset', KEYS[1], 'tries', tries - 1, 'wait', 0) end
return 0`

/**
 * Keeps the counts where all processes see them. What may be tried is counted here too: while Redis is away, this process
 * goes by what it has seen.
 */
export function attemptsInRedis(ask: AskRedis, clock: Clock): Attempts {
  const alone = attemptsInMemory(clock)
  const named = (key: string) => `plantao-tries-${key}`
  return {
    async begin(key, free) {
      const now = clock.now().getTime()
      const wait = await ask((redis) =>
        redis.eval(BEGIN, 1, named(key), now, free, WINDOW_MS, FIRST_WAIT_S, LONGEST_WAIT_S),
      )
      if (wait === null) return alone.begin(key, free)
      if (Number(wait) === 0) await alone.begin(key, free)
      return Number(wait)
    },
    async succeeded(key) {
      await alone.succeeded(key)
      await ask((redis) => redis.del(named(key)))
    },
    async giveBack(key) {
      await alone.giveBack(key)
      await ask((redis) => redis.eval(GIVE_BACK, 1, named(key)))
    },
  }
}
