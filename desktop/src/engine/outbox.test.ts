import { beforeEach, expect, it } from 'vitest'
import { playedConsole } from '../../test/played-console.ts'

let { clock, house, open } = playedConsole()
beforeEach(() => {
  ;({ clock, house, open } = playedConsole())
})

it('sends in order, once, though answers are lost', async () => {
  const id = house.addConversation(1)
  const screen = open()
  await screen.start()
  await screen.open(id)
  house.fault = 'lost-answer'
  house.drop()
  await screen.send(id, 'um')
  await screen.send(id, 'dois')
  await clock.turn(3000)
  expect((await screen.snapshot()).outbox.length).toBeGreaterThan(0)
  house.fault = 'none'
  house.restore()
  await clock.turn(60_000)
  const texts = house.messages.get(id)?.map(({ text }) => text)
  expect(texts).toEqual(['um', 'dois'])
  const state = await screen.snapshot()
  expect(state.outbox).toEqual([])
  expect(state.thread?.messages.map(({ text }) => text)).toEqual(['um', 'dois'])
  await screen.stop()
})

it('gives back a refused reply: told who holds it, sent again after taking over', async () => {
  const other = { id: '018f0000-0000-7000-8000-0000000000bb', name: 'Beto' }
  const id = house.addConversation(1, { state: 'human_replied', assignee: other })
  const screen = open()
  await screen.start()
  await screen.send(id, 'oi')
  await clock.turn(10)
  const [item] = (await screen.snapshot()).outbox
  expect(item).toMatchObject({
    state: 'failed',
    failure: { code: 'conversation.held', details: { name: 'Beto' } },
  })
  await screen.claim(id, true)
  await screen.retry(item?.clientId ?? '')
  await clock.turn(10)
  expect((await screen.snapshot()).outbox).toEqual([])
  expect(house.sendsAccepted).toBe(1)
  await screen.stop()
})

it('returns the text of a discarded reply to its own draft', async () => {
  const id = house.addConversation(1)
  const screen = open()
  await screen.start()
  await clock.turn(10)
  house.conversations.delete(id)
  await screen.send(id, 'para ninguém')
  await clock.turn(10)
  const [item] = (await screen.snapshot()).outbox
  await screen.discard(item?.clientId ?? '')
  const state = await screen.snapshot()
  expect(state.outbox).toEqual([])
  expect(state.drafts).toEqual({ [id]: 'para ninguém' })
  await screen.stop()
})
