import { Redis } from 'ioredis'
import { afterAll, describe, expect, it } from 'vitest'
import { realPart } from '../../../infra/testing/parts/real-part.ts'
import { startRedis } from '../../../infra/testing/parts/redis.ts'
import { attemptsInRedis } from '../../src/accounts/index.ts'
import { type CallCounts, countsInMemory, countsInRedis } from '../../src/platform/http/call-counts.ts'
import { redisOrNone } from '../../src/platform/redis-or-none.ts'

let now = Date.UTC(2026, 11, 1)
const clock = { now: () => new Date(now) }
const redis = await realPart('counting calls in Redis', startRedis)
const lines: Redis[] = []
let away = 0
function asked() {
  // As the house asks: at once or not at all.
  const line = new Redis(redis!.url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: 1_000,
  })
  line.on('error', () => undefined)
  lines.push(line)
  return redisOrNone(line, clock, () => {
    away++
  })
}
afterAll(async () => {
  for (const line of lines) line.disconnect()
  await redis?.kill()
})
const times = async (counts: CallCounts, key: string, calls: number) => {
  let last = 0
  for (let i = 0; i < calls; i++) last = (await counts(key, 60_000)).current
  return last
}

describe('calls counted in memory', () => {
  it('begin anew when their window ends, and each key has its own', async () => {
    const counts = countsInMemory(clock)
    expect(await times(counts, 'a', 5)).toBe(5)
    expect(await counts('b', 60_000)).toEqual({ current: 1, ttl: 60_000 })
    now += 59_999
    expect(await counts('a', 60_000)).toEqual({ current: 6, ttl: 1 })
    now += 1
    expect(await counts('a', 60_000)).toEqual({ current: 1, ttl: 60_000 })
  })

  it('are forgotten oldest first, so that made-up callers fill no memory', async () => {
    const counts = countsInMemory(clock)
    await times(counts, 'first', 3)
    for (let i = 0; i < 100_000; i++) await counts(`caller-${i}`, 60_000)
    expect(await times(counts, 'first', 1)).toBe(1)
    expect(await times(counts, 'caller-99999', 1)).toBe(2)
  })
})

describe.skipIf(!redis)('limits without Redis', () => {
  it('are those of the one process, from what it has seen, and all together again when it is back', async () => {
    const [one, two] = [asked(), asked()]
    await Promise.all(lines.map((line) => new Promise((ready) => line.once('ready', ready))))
    const [here, there] = [countsInRedis(one, clock), countsInRedis(two, clock)]
    const [tries, others] = [attemptsInRedis(one, clock), attemptsInRedis(two, clock)]
    expect(await times(here, 'k', 7)).toBe(7)
    expect(await times(there, 'k', 1)).toBe(8)
    for (let i = 0; i < 4; i++) expect(await tries.begin('guess', 5)).toBe(0)
    await redis!.kill()
    expect(await times(here, 'k', 1)).toBe(8)
    expect(await times(there, 'k', 1)).toBe(2)
    expect(away).toBeGreaterThan(0)
    expect(await tries.begin('guess', 5)).toBe(0)
    expect(await tries.begin('guess', 5), 'the fifth was the last free one').toBe(15)
    expect(await others.begin('guess', 5)).toBe(0)
    await redis!.start()
    await Promise.all(
      lines.map((line) => line.status === 'ready' || new Promise((ready) => line.once('ready', ready))),
    )
    now += 1_000
    await times(here, 'fresh', 3)
    expect(await times(there, 'fresh', 1)).toBe(4)
  }, 60_000)
})
