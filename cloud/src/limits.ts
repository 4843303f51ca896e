import type { Redis } from 'ioredis'
import { attemptsInMemory, attemptsInRedis } from './accounts/index.ts'
import type { Clock } from './platform/clock.ts'
import { asError } from './platform/errors.ts'
import { countsInMemory, countsInRedis } from './platform/http/call-counts.ts'
import type { Logger } from './platform/logging.ts'
import type { Metrics } from './platform/metrics.ts'
import { redisOrNone } from './platform/redis-or-none.ts'

type Parts = { redis: Redis | undefined; clock: Clock; metrics: Metrics; log: Logger }

/** Tries of a password and calls of an address, counted for all processes by Redis; without it by each for itself. */
export function createLimits({ redis, clock, metrics, log }: Parts) {
  const alone = metrics.counter(
    'limits_alone_total',
    'Times Redis did not answer, so that limits were counted in this process alone',
  )
  const ask =
    redis &&
    redisOrNone(redis, clock, (error) => {
      alone.inc()
      log.warn({ err: asError(error) }, 'redis does not answer: limits count in this process alone')
    })
  return {
    attempts: ask ? attemptsInRedis(ask, clock) : attemptsInMemory(clock),
    counts: ask ? countsInRedis(ask, clock) : countsInMemory(clock),
  }
}
