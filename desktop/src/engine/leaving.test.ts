import type { Me } from '@plantao/shared/accounts'
import { beforeEach, describe, expect, it } from 'vitest'
import { ME, TENANT } from '../../test/fake-house.ts'
import { playedConsole } from '../../test/played-console.ts'
import type { Cache } from './cache.port.ts'
import type { ConsolePorts, Kept, Vault } from './ports.ts'

let { clock, house, cache, open } = playedConsole()
beforeEach(() => {
  ;({ clock, house, cache, open } = playedConsole())
})

const me: Me = {
  member: { ...ME, role: 'attendant' },
  tenant: { id: TENANT, name: 'Padaria', timeZone: 'America/Sao_Paulo' },
  mustChangePassword: false,
  language: 'pt',
}

/** A machine that remembers who sat here last, as the desktop does. */
function machine(): Partial<ConsolePorts> & { kept: () => Kept | null } {
  let kept: Kept | null = { refreshToken: 'r', me }
  const vault: Vault = {
    load: async () => kept,
    save: async (next) => {
      kept = next
    },
    clear: async () => {
      kept = null
    },
  }
  return { vault, keepMessages: 'all', kept: () => kept }
}

/** Everything a cache can hold. */
async function contents(of: Cache): Promise<string> {
  const { cursor, ...rows } = await of.load()
  const threads = await Promise.all([...house.messages.keys(), ...known].map((id) => of.thread(id)))
  return JSON.stringify([rows, threads, await of.search('mensagem', 50)])
}
let known: string[] = []

/** A console at work: a conversation read, a reply that cannot leave, a draft. */
async function atWork(more: Partial<ConsolePorts>) {
  const id = house.addConversation(1)
  known = [id]
  house.addMessage(id)
  const screen = open(more)
  await screen.start()
  await clock.turn(100)
  await screen.open(id)
  await clock.turn(100)
  house.fault = 'down'
  await screen.send(id, 'já vai')
  await screen.setDraft(id, 'pensando')
  await screen.setDraft(id, 'cliente difícil', 'note')
  expect(await contents(cache)).toMatch(/Cliente 1.*mensagem 1/s)
  return { id, screen }
}

const EMPTY = JSON.stringify([
  { conversations: [], outbox: [], drafts: {}, quickReplies: [], walk: null },
  [null, null],
  [],
])

describe('a member who was removed', () => {
  it('keeps nothing once the line is back, unsent replies and drafts included', async () => {
    const desk = machine()
    const { screen } = await atWork(desk)
    house.removed = true
    house.tokenGood = false
    expect(await contents(cache)).toContain('já vai')
    house.fault = 'none'
    await clock.turn(70_000)
    expect((await screen.snapshot()).session).toMatchObject({
      phase: 'signedOut',
      failure: { code: 'auth.removed' },
    })
    expect(await contents(cache)).toBe(EMPTY)
    expect(desk.kept()).toBeNull()
    expect(house.sendsAccepted).toBe(0)
    const { conversations, outbox, drafts, thread } = await screen.snapshot()
    expect({ conversations, outbox, drafts, thread }).toEqual({
      conversations: {},
      outbox: [],
      drafts: {},
      thread: null,
    })
  })

  it('is told over the open line, and wiped at once', async () => {
    const { screen } = await atWork(machine())
    house.fault = 'none'
    house.removed = true
    house.endSession()
    await clock.turn(100)
    expect((await screen.snapshot()).session.failure).toMatchObject({ code: 'auth.removed' })
    expect(await contents(cache)).toBe(EMPTY)
  })

  it('comes back after weeks: the start opens what is kept, asks, and wipes it', async () => {
    const desk = machine()
    const { screen } = await atWork(desk)
    await screen.stop()
    house.removed = true
    const later = open(desk)
    await later.start()
    expect(Object.keys((await later.snapshot()).conversations)).toHaveLength(1)
    house.fault = 'none'
    await clock.turn(70_000)
    expect((await later.snapshot()).session.failure).toMatchObject({ code: 'auth.removed' })
    expect(await contents(cache)).toBe(EMPTY)
  })

  it('is wiped even where a temporary password keeps the cache closed', async () => {
    const desk = machine()
    const { screen } = await atWork(desk)
    await screen.stop()
    await desk.vault!.save({ refreshToken: 'r', me: { ...me, mustChangePassword: true } })
    house.fault = 'none'
    house.removed = true
    const later = open(desk)
    await later.start()
    expect((await later.snapshot()).session.failure).toMatchObject({ code: 'auth.removed' })
    expect(await contents(cache)).toBe(EMPTY)
  })

  it('loses the page’s memory in a browser, too', async () => {
    const { screen } = await atWork({})
    house.fault = 'none'
    house.removed = true
    house.endSession()
    await clock.turn(100)
    expect((await screen.snapshot()).session.failure).toMatchObject({ code: 'auth.removed' })
    expect(await contents(cache)).toBe(EMPTY)
  })
})

describe('a session that only ended', () => {
  it('keeps everything, however it is heard of', async () => {
    const lose = () => {
      house.tokenGood = false
    }
    for (const hear of [() => house.endSession(), lose]) {
      ;({ clock, house, cache, open } = playedConsole())
      const { screen } = await atWork(machine())
      house.fault = 'none'
      house.cookieGood = false
      hear()
      await clock.turn(70_000)
      expect((await screen.snapshot()).session).toMatchObject({
        phase: 'signedOut',
        failure: { code: 'auth.session_ended' },
      })
      expect(await contents(cache)).toMatch(/Cliente 1.*já vai.*pensando.*mensagem 1/s)
    }
  })

  it('is not believed while the cloud cannot be asked', async () => {
    const { screen } = await atWork(machine())
    house.endSession()
    await clock.turn(5_000)
    expect((await screen.snapshot()).session.phase).toBe('signedIn')
    expect(await contents(cache)).toMatch(/Cliente 1/)
  })
})

describe('a customer who was erased', () => {
  it('vanishes from a console on the line: history, draft, note, unsent reply, what is open', async () => {
    const { id, screen } = await atWork(machine())
    house.fault = 'none'
    house.erase(id)
    await clock.turn(70_000)
    expect(await contents(cache)).not.toMatch(/Cliente 1|já vai|pensando|difícil|mensagem 1/)
    expect(await screen.snapshot()).toMatchObject({ conversations: {}, thread: null, outbox: [], drafts: {} })
    expect(house.sendsAccepted).toBe(0)
    await screen.stop()
  })

  it.each([
    ['catches up by the log', 0],
    ['is too late for the log', 1],
  ])('vanishes from a console that was away and %s', async (_name, forgotten) => {
    const desk = machine()
    const { id, screen } = await atWork(desk)
    await screen.stop()
    const other = house.addConversation(2)
    house.erase(id)
    if (forgotten) house.forgottenUntil = house.log.length
    const later = open(desk)
    await later.start()
    await later.open(id)
    expect(await contents(cache)).toMatch(/já vai.*pensando/s)
    house.fault = 'none'
    await clock.turn(70_000)
    expect(await contents(cache)).not.toMatch(/Cliente 1|já vai|pensando|difícil|mensagem 1/)
    const state = await later.snapshot()
    expect(Object.keys(state.conversations)).toEqual([other])
    expect(state).toMatchObject({ thread: null, outbox: [], drafts: {} })
    await later.stop()
  })
})
