import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realPart } from '../../../infra/testing/parts/real-part.ts'
import { startRedis } from '../../../infra/testing/parts/redis.ts'
import { type Attempts, attemptsInMemory, attemptsInRedis } from '../../src/accounts/index.ts'
import { redisOrNone } from '../../src/platform/redis-or-none.ts'

// Guessing, over as many connections as an attacker likes.

let now = Date.UTC(2026, 10, 24)
const clock = { now: () => new Date(now) }
const redis = await realPart('counting tries in Redis', startRedis)
const lines: Redis[] = []
const line = () => {
  const one = new Redis(redis!.url, { maxRetriesPerRequest: 1 })
  lines.push(one)
  return one
}
const asked = (one: Redis) => redisOrNone(one, clock, () => undefined)
afterAll(async () => {
  for (const one of lines) one.disconnect()
  await redis?.kill()
})

const both: [string, () => Attempts][] = [
  ['in memory', () => attemptsInMemory(clock)],
  ...(redis ? [['in Redis', () => attemptsInRedis(asked(line()), clock)] as [string, () => Attempts]] : []),
]

describe.each(both)('tries counted %s', (where, make) => {
  let attempts: Attempts
  const key = (name: string) => `${where}-${name}`
  beforeAll(() => {
    attempts = make()
  })

  it('are free, then wait for 15 s, doubling up to 15 minutes, and are forgotten after 15', async () => {
    const name = key('slower')
    for (let i = 0; i < 3; i++) expect(await attempts.begin(name, 3)).toBe(0)
    const waits = []
    for (let i = 0; i < 7; i++) {
      const wait = await attempts.begin(name, 3)
      waits.push(wait)
      expect(await attempts.begin(name, 3), 'a refused one is not counted').toBe(wait)
      now += wait * 1000
      if (i < 6) expect(await attempts.begin(name, 3)).toBe(0)
    }
    expect(waits).toEqual([15, 30, 60, 120, 240, 480, 900])
    for (let i = 0; i < 3; i++) expect(await attempts.begin(name, 3)).toBe(0)
    expect(await attempts.begin(name, 3)).toBe(15)
  })

  it('start anew by a success, and lose one try by what was no guess', async () => {
    const [own, shared] = [key('own'), key('shared')]
    for (let i = 0; i < 2; i++) for (const name of [own, shared]) await attempts.begin(name, 3)
    await attempts.succeeded(own)
    await attempts.giveBack(shared)
    for (let i = 0; i < 3; i++) expect(await attempts.begin(own, 3)).toBe(0)
    expect(await attempts.begin(own, 3)).toBe(15)
    for (let i = 0; i < 2; i++) expect(await attempts.begin(shared, 3)).toBe(0)
    expect(await attempts.begin(shared, 3)).toBe(15)
  })

  it('never go below none', async () => {
    const name = key('none')
    await attempts.giveBack(name)
    await attempts.begin(name, 3)
    await attempts.giveBack(name)
    await attempts.giveBack(name)
    for (let i = 0; i < 3; i++) expect(await attempts.begin(name, 3)).toBe(0)
    expect(await attempts.begin(name, 3)).toBe(15)
  })
})

describe.skipIf(!redis)('a hundred guesses at once over two connections', () => {
  it('are as few as one after the other', async () => {
    const [one, two] = [attemptsInRedis(asked(line()), clock), attemptsInRedis(asked(line()), clock)]
    for (let round = 0; round < 20; round++) {
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, i) => (i % 2 ? one : two).begin(`rush-${round}`, 5)),
      )
      expect(answers.filter((wait) => wait === 0)).toHaveLength(5)
    }
  })

  it('would be more if it looked first and counted then (mutant)', async () => {
    const [one, two] = [line(), line()]
    const lookThenCount = async (through: Redis) => {
      if ((await through.exists('mutant-wait')) > 0) return false
      if ((await through.incr('mutant')) >= 5) await through.set('mutant-wait', '1', 'EX', 15)
      return true
    }
    const made = await Promise.all(Array.from({ length: 100 }, (_, i) => lookThenCount(i % 2 ? one : two)))
    expect(made.filter(Boolean).length).toBeGreaterThan(5)
  })
})
