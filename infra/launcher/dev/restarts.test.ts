import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createRestarts } from './restarts.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Restarts that end when told; what happened, in order. */
function setUp() {
  const told: string[] = []
  const ends: (() => void)[] = []
  const restarts = createRestarts({
    restart: (service) =>
      service === 'sandbox'
        ? Promise.reject(new Error('does not start'))
        : new Promise((done) => void ends.push(done)),
    onBegin: (service, why) => void told.push(`${service} for ${why}`),
    onDone: (service) => void told.push(`${service} is back`),
    onFailure: (service, error) => void told.push(`${service} ${error.message}`),
  })
  return { told, restarts, end: () => vi.advanceTimersByTimeAsync(0).then(() => ends.shift()?.()) }
}
const settle = () => vi.advanceTimersByTimeAsync(100)

it('many files saved at once restart a service once', async () => {
  const { told, restarts, end } = setUp()
  for (const file of ['a.ts', 'b.ts', 'c.ts']) restarts.ask('cloud', file)
  await settle()
  await end()
  await settle()
  expect(told).toEqual(['cloud for a.ts', 'cloud is back'])
})

it('changes during a restart make one more, after it', async () => {
  const { told, restarts, end } = setUp()
  restarts.ask('cloud', 'a.ts')
  await settle()
  restarts.ask('cloud', 'b.ts')
  restarts.ask('cloud', 'c.ts')
  await settle()
  expect(told).toEqual(['cloud for a.ts'])
  await end()
  await settle()
  expect(told).toEqual(['cloud for a.ts', 'cloud is back', 'cloud for b.ts'])
  await end()
  await settle()
  expect(told).toHaveLength(4)
})

it('a service that does not start keeps nobody else from starting', async () => {
  const { told, restarts, end } = setUp()
  restarts.ask('sandbox', 'a.ts')
  restarts.ask('cloud', 'b.ts')
  await settle()
  await end()
  await settle()
  expect(told).toEqual(['sandbox for a.ts', 'sandbox does not start', 'cloud for b.ts', 'cloud is back'])
})

it('begins nothing once it is stopped', async () => {
  const { told, restarts } = setUp()
  restarts.ask('cloud', 'a.ts')
  await restarts.stop()
  await settle()
  expect(told).toEqual([])
})
