import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FairQueue } from './fair-queue.ts'

/** A line whose work ends when the test says so; `order` tells who began. */
function watched(atOnce: number) {
  const line = new FairQueue(atOnce)
  const order: string[] = []
  const running: { owner: string; end: () => void }[] = []
  const bring = (owner: string) =>
    line.run(
      owner,
      () =>
        new Promise<void>((end) => {
          order.push(owner)
          running.push({ owner, end })
        }),
    )
  /** Ends the work that began first, and lets the queue go on. */
  const end = async () => {
    running.shift()?.end()
    for (let turns = 0; turns < 5; turns += 1) await Promise.resolve()
  }
  return { line, order, running, bring, end }
}

it('lets another pass whoever brings much', async () => {
  const { bring, end, order, line } = watched(2)
  for (let file = 0; file < 6; file += 1) void bring('hostile')
  await Promise.resolve()
  void bring('other')
  await end()
  expect(order.slice(0, 2)).toEqual(['hostile', 'other'])
  expect(line.waitingFor('hostile')).toBe(4)
})

it('goes round among those who wait', async () => {
  const { bring, end, order, running } = watched(1)
  for (const owner of ['a', 'a', 'a', 'b', 'b', 'c']) void bring(owner)
  while (running.length > 0 || order.length < 6) await end()
  expect(order).toEqual(['a', 'b', 'c', 'a', 'b', 'a'])
})

it('goes on after work that failed', async () => {
  const line = new FairQueue(1)
  await expect(line.run('a', () => Promise.reject(new Error('unreadable')))).rejects.toThrow('unreadable')
  expect(await line.run('a', async () => 'read')).toBe('read')
})

it('runs all there is, no more at once than may, and one at a time of one owner', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 }),
      fc.integer({ min: 1, max: 3 }),
      async (owners, atOnce) => {
        const { bring, end, order, running } = watched(atOnce)
        const all = owners.map(bring)
        for (let times = 0; times <= owners.length; times += 1) {
          expect(running.length).toBeLessThanOrEqual(atOnce)
          expect(new Set(running.map(({ owner }) => owner)).size).toBe(running.length)
          await end()
        }
        await Promise.all(all)
        expect([...order].sort()).toEqual([...owners].sort())
      },
    ),
  )
})
