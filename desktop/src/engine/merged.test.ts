import { beforeEach, describe, expect, it } from 'vitest'
import { playedConsole } from '../../test/played-console.ts'
import type { Console } from './console.ts'

// Conversations that prove to be one customer's while somebody works with them.

let { clock, house, cache, open } = playedConsole()
let kept: string
let left: string
let later: string
beforeEach(() => {
  ;({ clock, house, cache, open } = playedConsole())
  kept = house.addConversation(1)
  left = house.addConversation(2)
  later = house.addConversation(3)
  house.addMessage(kept, { text: 'bom dia' })
  house.addMessage(left, { text: 'quero um bolo' })
  house.addMessage(later, { text: 'de chocolate' })
})

async function atWork(keepMessages: 'all' | 'opened'): Promise<Console> {
  const screen = open({ keepMessages })
  await screen.start()
  await clock.turn(5_000)
  for (const id of [kept, left, later]) await screen.open(id)
  return screen
}
const texts = async (id: string) => (await cache.thread(id))?.messages.map(({ text }) => text)

describe.each(['all', 'opened'] as const)('three threads become one (kept messages: %s)', (keepMessages) => {
  it('and the kept history holds what was said in each, without a new message', async () => {
    const screen = await atWork(keepMessages)
    house.merge(later, left)
    house.merge(left, kept)
    await clock.turn(5_000)
    const said = ['bom dia', 'quero um bolo', 'de chocolate']
    expect(await texts(kept)).toEqual(said)
    const { thread, conversations } = await screen.snapshot()
    expect(thread?.conversationId).toBe(kept)
    expect(thread?.messages.map(({ text }) => text)).toEqual(said)
    expect(Object.keys(conversations)).toEqual([kept])
    expect((await cache.search('chocolate', 5)).map(({ conversationId }) => conversationId)).toEqual([kept])
    await screen.stop()
  })

  it('also what lies behind the newest page', async () => {
    for (let n = 0; n < 120; n++) house.addMessage(kept)
    const screen = await atWork(keepMessages)
    house.merge(left, kept)
    house.addMessage(kept, { text: 'para sábado' })
    await clock.turn(60_000)
    await screen.open(kept)
    while ((await screen.snapshot()).thread?.older) await screen.loadOlder()
    expect(await texts(kept)).toEqual(house.messages.get(kept)!.map(({ text }) => text))
    await screen.stop()
  })
})

describe('what was being written', () => {
  it('reply, note and a reply that could not leave stand in the kept thread', async () => {
    const screen = await atWork('all')
    house.touch(left, { state: 'human_replied', assignee: { id: 'bia', name: 'Bia' } })
    await screen.send(left, 'já vai')
    await clock.turn(100)
    await screen.setDraft(kept, 'do outro')
    await screen.setDraft(left, 'pensando')
    await screen.setDraft(left, 'é difícil', 'note')
    house.merge(left, kept)
    await clock.turn(5_000)
    const { drafts, outbox } = await screen.snapshot()
    expect(drafts).toEqual({ [kept]: 'do outro\npensando', [`note ${kept}`]: 'é difícil' })
    expect(outbox).toMatchObject([{ conversationId: kept, state: 'failed', text: 'já vai' }])
    await screen.retry(outbox[0]!.clientId)
    await clock.turn(5_000)
    expect(house.messages.get(kept)!.at(-1)).toMatchObject({ text: 'já vai', author: 'member' })
    await screen.stop()
  })

  it('a letter or a reply that comes behind the merge does, too', async () => {
    const screen = await atWork('all')
    house.merge(later, left)
    house.merge(left, kept)
    await clock.turn(5_000)
    await screen.setDraft(later, 'pensando bem')
    expect((await screen.snapshot()).drafts).toEqual({ [kept]: 'pensando bem' })
    house.fault = 'down'
    await screen.send(later, 'já vai')
    expect((await screen.snapshot()).outbox).toMatchObject([{ conversationId: kept }])
    await screen.stop()
  })
})

it('a claim cannot be undone in the thread that somebody else holds', async () => {
  house.touch(kept, { state: 'human_replied', assignee: { id: 'bia', name: 'Bia' } })
  const screen = await atWork('all')
  await screen.claim(left, false)
  expect((await screen.snapshot()).undoable).toHaveLength(1)
  house.merge(left, kept)
  await clock.turn(1_000)
  expect((await screen.snapshot()).undoable).toEqual([])
  expect(house.conversations.get(kept)).toMatchObject({ state: 'human_replied', assignee: { name: 'Bia' } })
  await screen.stop()
})
