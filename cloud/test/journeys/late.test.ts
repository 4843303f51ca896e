import { afterAll, beforeAll, expect, it } from 'vitest'
import { startHouse, type TestHouse } from '../../../infra/testing/house/in-process.ts'

// A line that was away, told by Evolution's own wire: what is decided about it is shown with a turned clock beside `answer/history.ts`.

let test: TestHouse
beforeAll(async () => {
  test = await startHouse()
})
afterAll(() => test.stop())

const patience = { timeout: 20_000, interval: 200 }
const hoursAgo = (hours: number) => Math.floor(Date.now() / 1000 - hours * 3600)
const ofTheBot = async (contact: string) =>
  (await test.onPhone(contact)).filter(({ direction, author }) => direction === 'out' && author === 'api')

it('answers nobody who wrote hours ago, and everybody who writes now', async () => {
  const [open, answered, today] = ['5511970000001', '5511970000002', '5511970000003']
  await test.sandbox('POST', '/phone/state', { instance: test.instance, state: 'connecting' })
  for (const contact of [open, answered])
    await test.phone(contact, { text: 'vocês aceitam pix?', timestamp: hoursAgo(3) })
  await test.phone(answered, { text: 'Aceitamos!', fromMe: true, timestamp: hoursAgo(2.5) })
  await test.sandbox('POST', '/phone/state', { instance: test.instance, state: 'open' })
  await test.phone(today, { text: 'vocês aceitam pix?' })
  await expect.poll(async () => (await ofTheBot(today)).length, patience).toBe(1)
  await expect.poll(async () => (await test.messages(answered)).length, patience).toBe(2)
  await expect.poll(async () => (await test.messages(open)).length, patience).toBe(1)
  for (const contact of [open, answered])
    expect((await test.messages(contact)).every(({ arrivedLate }) => arrivedLate)).toBe(true)
  expect((await test.messages(today)).some(({ arrivedLate }) => arrivedLate)).toBe(false)
  expect(await test.conversation(answered)).toMatchObject({ state: 'human_replied', unread: 0 })
  // Nobody is called before the line is quiet, and nothing was said.
  expect(await test.conversation(open)).toMatchObject({ state: 'ai_active', unread: 1 })
  expect([...(await ofTheBot(open)), ...(await ofTheBot(answered))]).toEqual([])
})
