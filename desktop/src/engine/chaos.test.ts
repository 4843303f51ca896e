import fc from 'fast-check'
import { expect, it } from 'vitest'
import { playedConsole } from '../../test/played-console.ts'

const CONVERSATIONS = 4

/** One thing that happens to a console on a bad day; `which` names a conversation where one is needed. */
const step = fc.record({
  kind: fc.constantFrom(
    'customer',
    'customer',
    'tick',
    'send',
    'send',
    'draft',
    'open',
    'drop',
    'restore',
    'netDown',
    'lostAnswer',
    'netUp',
    'kill',
    'wait',
    'token',
  ),
  which: fc.nat(CONVERSATIONS - 1),
})
type Step = { kind: string; which: number }

async function live(steps: Step[]): Promise<void> {
  const { clock, house, cache, open } = playedConsole()
  const ids = Array.from({ length: CONVERSATIONS }, (_each, n) => house.addConversation(n))
  const meant = new Map<string, string[]>(ids.map((id) => [id, []]))
  const drafts: Record<string, string> = {}
  let made = 0
  const boot = async () => {
    const born = open()
    await born.start()
    return born
  }
  let screen = await boot()

  for (const { kind, which } of steps) {
    const id = ids[which] ?? ''
    const rows = house.messages.get(id) ?? []
    if (kind === 'customer') house.addMessage(id)
    if (kind === 'tick' && rows.length > 0) {
      house.changeMessage(id, made % rows.length, { status: 'read' })
    }
    if (kind === 'send') {
      const text = `resposta ${++made}`
      if ((await screen.send(id, text)).ok) meant.get(id)?.push(text)
    }
    if (kind === 'draft' && (await screen.snapshot()).session.phase === 'signedIn') {
      drafts[id] = `rascunho ${++made}`
      await screen.setDraft(id, drafts[id])
    }
    if (kind === 'open') void screen.open(id)
    if (kind === 'drop') house.drop()
    if (kind === 'restore') house.restore()
    if (kind === 'netDown') house.fault = 'down'
    if (kind === 'lostAnswer') house.fault = 'lost-answer'
    if (kind === 'netUp') house.fault = 'none'
    if (kind === 'token') house.tokenGood = false
    if (kind === 'kill') {
      await screen.stop()
      screen = await boot()
    }
    await clock.turn(kind === 'wait' ? 5000 : 7)
  }

  house.fault = 'none'
  house.restore()
  await clock.turn(180_000)
  for (const id of ids) {
    await screen.open(id)
    await clock.turn(10)
    const state = await screen.snapshot()
    expect(state.thread?.messages.map((each) => [each.id, each.status])).toEqual(
      [...(house.messages.get(id) ?? [])]
        .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
        .slice(-(state.thread?.messages.length ?? 0))
        .map((each) => [each.id, each.status]),
    )
    expect(state.conversations[id]).toEqual(house.conversations.get(id))
    const sent = (house.messages.get(id) ?? []).filter((each) => each.clientId).map((each) => each.text)
    expect(sent).toEqual(meant.get(id))
    expect(state.drafts[id]).toEqual(drafts[id])
  }
  expect((await screen.snapshot()).outbox).toEqual([])
  expect((await cache.load()).cursor).toBe(house.log.length)
  await screen.stop()
}

it('after any run of kills, lost lines and lost answers nothing is missed, doubled, out of order or misplaced', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), live), { numRuns: 60 })
}, 120_000)
