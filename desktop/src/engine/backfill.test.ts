import { beforeEach, expect, it } from 'vitest'
import { playedConsole } from '../../test/played-console.ts'
import { KEPT_MS } from './backfill.ts'

let { clock, house, cache, open: openPlayed } = playedConsole()
const open = () => openPlayed({ keepMessages: 'all' })
const calls = (name: string) => house.calls.filter((each) => each === name).length

beforeEach(async () => {
  ;({ clock, house, cache, open: openPlayed } = playedConsole())
  for (let n = 0; n < 230; n++) {
    const id = house.addConversation(n)
    house.addMessage(id, { text: `pergunta ${n}` })
    await clock.turn(1)
  }
  const [first = ''] = house.conversations.keys()
  for (let n = 0; n < 250; n++) house.addMessage(first, { text: `velha ${n}` })
})

it('brings every history of 30 days, a page at a time and three calls a second at most', async () => {
  const screen = open()
  await screen.start()
  await clock.turn(1000)
  const begun = calls('conversations') + calls('messages')
  await clock.turn(10_000)
  expect(calls('conversations') + calls('messages') - begun).toBeLessThanOrEqual(30)
  await clock.turn(120_000)
  expect(Object.keys((await screen.snapshot()).conversations)).toHaveLength(230)
  expect(await cache.unfinished(clock.now() - KEPT_MS, 1)).toEqual([])
  expect(await screen.search('velha 7')).not.toEqual([])
  expect(await screen.search('pergunta 3')).not.toEqual([])
  const [first = ''] = house.conversations.keys()
  expect((await cache.thread(first))?.messages).toHaveLength(251)
  const done = calls('conversations') + calls('messages')
  await clock.turn(60_000)
  expect(calls('conversations') + calls('messages')).toBe(done)
  await screen.stop()
})

it('goes on after a restart where it stopped, and waits while there is no line', async () => {
  const first = open()
  await first.start()
  await clock.turn(30_000)
  await first.stop()
  const had = calls('messages')
  expect(had).toBeGreaterThan(20)
  house.drop()
  const second = open()
  await second.start()
  await clock.turn(20_000)
  expect(calls('messages')).toBe(had)
  house.restore()
  await clock.turn(180_000)
  expect(await cache.unfinished(clock.now() - KEPT_MS, 1)).toEqual([])
  // 230 histories of one page, two further pages of the long one: nothing was fetched twice.
  expect(calls('messages')).toBeLessThanOrEqual(235)
  await second.stop()
})

it('leaves alone what is older than 30 days', async () => {
  await clock.turn(KEPT_MS + 60_000)
  const id = house.addConversation(900)
  house.addMessage(id, { text: 'nova' })
  const screen = open()
  await screen.start()
  await clock.turn(60_000)
  expect(calls('messages')).toBe(1)
  expect(await screen.search('nova')).toHaveLength(1)
  await screen.stop()
})
