import type { Conversation } from '@plantao/shared/conversations'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { idOf, ME } from '../../test/fake-house.ts'
import { playedConsole } from '../../test/played-console.ts'
import type { Console } from './console.ts'
import { isOvertaken, SECOND_THOUGHTS_MS } from './second-thoughts.ts'

let { clock, house, open } = playedConsole()
let screen: Console
let id: string
beforeEach(async () => {
  ;({ clock, house, open } = playedConsole())
  const held = { state: 'human_replied', assignee: { id: ME.id, name: ME.name } } as const
  id = house.addConversation(1, held)
  screen = open()
  await screen.start()
  await clock.turn(100)
})
const ACTS = ['returnToAi', 'close'] as const
const waiting = async () => (await screen.snapshot()).undoable
const called = (name: string) => house.calls.filter((each) => each === name).length

describe.each(ACTS)('%s', (act) => {
  it('leaves after ten seconds, not a moment earlier, and then once', async () => {
    const ended = screen[act](id)
    await clock.turn(SECOND_THOUGHTS_MS - 1)
    expect(called(act)).toBe(0)
    expect(await waiting()).toMatchObject([{ conversationId: id, people: 1 }])
    await clock.turn(1)
    expect(await ended).toEqual({ ok: true, value: 'done' })
    expect(house.conversations.get(id)?.state).toBe('ai_active')
    await clock.turn(60_000)
    expect(called(act)).toBe(1)
    expect(await waiting()).toEqual([])
  })

  it('does not happen when it is undone', async () => {
    const ended = screen[act](id)
    await clock.turn(SECOND_THOUGHTS_MS - 1)
    const [shown] = await waiting()
    expect(await screen.undo(shown!.id)).toEqual({ ok: true, value: true })
    expect(await ended).toEqual({ ok: true, value: 'undone' })
    await clock.turn(60_000)
    expect(called(act)).toBe(0)
    expect(await screen.undo(shown!.id)).toEqual({ ok: true, value: false })
  })

  it('does not happen when the customer writes meanwhile: nobody would answer them', async () => {
    const ended = screen[act](id)
    await clock.turn(3000)
    house.addMessage(id, { text: 'e no feriado?' })
    await clock.turn(100)
    expect(await ended).toEqual({ ok: true, value: 'overtaken' })
    await clock.turn(60_000)
    expect(called(act)).toBe(0)
  })

  it('does not happen when a colleague took it, or when I go on answering', async () => {
    const first = screen[act](id)
    house.touch(id, { assignee: { id: idOf(9, 2), name: 'Beto' } })
    await clock.turn(100)
    expect(await first).toEqual({ ok: true, value: 'overtaken' })
    const second = screen[act](id)
    await screen.send(id, 'só mais uma coisa')
    expect(await second).toEqual({ ok: true, value: 'overtaken' })
    await clock.turn(60_000)
    expect(called(act)).toBe(0)
  })

  it('is done at once when the program ends, or the person signs out', async () => {
    for (const leave of ['stop', 'signOut', 'settle'] as const) {
      const before = called(act)
      await screen.start()
      await screen.signIn('ana@x.example', 'certa')
      await clock.turn(100)
      house.touch(id, { state: 'human_replied', assignee: { id: ME.id, name: ME.name } })
      await clock.turn(100)
      const ended = screen[act](id)
      await screen[leave]()
      expect(await ended).toEqual({ ok: true, value: 'done' })
      expect(called(act)).toBe(before + 1)
    }
  })

  it('says so when it could not be done', async () => {
    const ended = screen[act](id)
    house.fault = 'down'
    await clock.turn(SECOND_THOUGHTS_MS)
    expect(await ended).toMatchObject({ ok: false, failure: { code: 'network' } })
    expect(house.conversations.get(id)?.assignee?.id).toBe(ME.id)
  })
})

it('means the newer of two acts on one conversation', async () => {
  const first = screen.returnToAi(id)
  const second = screen.close(id)
  expect(await first).toEqual({ ok: true, value: 'undone' })
  await clock.turn(SECOND_THOUGHTS_MS)
  expect(await second).toEqual({ ok: true, value: 'done' })
  expect([called('returnToAi'), called('close')]).toEqual([0, 1])
})

describe('a claim', () => {
  const waits = { state: 'awaiting_human', waitingSince: '2026-11-02T10:00:00.000Z' } as const

  it.each([
    ['the queue', { ...waits }, 'release'],
    ['a colleague', { ...waits, assignee: { id: idOf(9, 2), name: 'Beto' } }, 'release'],
    ['the AI', {}, 'returnToAi'],
    ['the closed ones', { closedAt: '2026-11-02T10:00:00.000Z' }, 'close'],
  ])('is done at once and taken back to %s', async (_where, part: Partial<Conversation>, inverse) => {
    const other = house.addConversation(2, part)
    await clock.turn(100)
    expect(await screen.claim(other, true)).toEqual({ ok: true })
    expect(house.conversations.get(other)?.assignee?.id).toBe(ME.id)
    const [shown] = await waiting()
    expect(shown).toMatchObject({ kind: 'claim', conversationId: other })
    expect(await screen.undo(shown!.id)).toEqual({ ok: true, value: true })
    const { state, assignee } = house.conversations.get(other)!
    expect({ state, assignee: assignee?.id }).toEqual({
      state: part.state ?? 'ai_active',
      assignee: part.assignee?.id,
    })
    expect(called(inverse)).toBe(1)
  })

  it('is offered back for ten seconds, until I answer, and not at all when it was mine', async () => {
    const other = house.addConversation(2, waits)
    await clock.turn(100)
    await screen.claim(other, false)
    await screen.claim(other, false)
    expect(await waiting()).toHaveLength(1)
    await clock.turn(SECOND_THOUGHTS_MS)
    expect(await waiting()).toEqual([])
    house.touch(other, { ...waits, assignee: { id: idOf(9, 2), name: 'Beto' } })
    await clock.turn(100)
    await screen.claim(other, true)
    expect(await waiting()).toHaveLength(1)
    await screen.send(other, 'Oi!')
    expect(await waiting()).toEqual([])
    await clock.turn(60_000)
    expect(called('release')).toBe(0)
  })

  it('stays undoable while the customer of the queue writes on', async () => {
    const other = house.addConversation(2, waits)
    await clock.turn(100)
    await screen.claim(other, false)
    house.addMessage(other, { text: 'alô?' })
    await clock.turn(100)
    expect(await waiting()).toHaveLength(1)
  })
})

describe('an answer for others', () => {
  const texts = { [idOf(1, 7)]: 'Igor, abrimos às 7h.', [idOf(1, 8)]: 'Abrimos às 7h.' }

  it('waits ten seconds with everybody’s own words, whatever else happens', async () => {
    const sent = screen.answerSame(id, idOf(3, 1), texts, 'click-0001')
    expect(await waiting()).toMatchObject([{ kind: 'answerSame', people: 2 }])
    house.addMessage(id, { text: 'obrigada!' })
    await clock.turn(SECOND_THOUGHTS_MS - 1)
    expect(house.answeredSame).toEqual([])
    await clock.turn(1)
    expect(await sent).toMatchObject({ ok: true, value: [{ outcome: 'sent' }, { outcome: 'sent' }] })
    expect(house.answeredSame).toEqual([texts])
  })

  it('goes to nobody when it is undone', async () => {
    const sent = screen.answerSame(id, idOf(3, 1), texts, 'click-0001')
    await screen.undo((await waiting())[0]!.id)
    expect(await sent).toEqual({ ok: true, value: null })
    await clock.turn(60_000)
    expect(house.answeredSame).toEqual([])
  })
})

it('plays any order of acts, undoings, words and waits: an act undone in time is never done', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constantFrom('returnToAi', 'close', 'claim', 'send', 'undo', 'customer') }),
    fc.record({ do: fc.constant('wait'), ms: fc.integer({ min: 0, max: 12_000 }) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      ;({ clock, house, open } = playedConsole())
      const own = house.addConversation(1, { state: 'human_replied', assignee: { id: ME.id, name: ME.name } })
      const at = open()
      await at.start()
      await clock.turn(100)
      let asked = 0
      let undone = 0
      for (const each of steps) {
        if ('ms' in each) await clock.turn(each.ms)
        else if (each.do === 'customer') house.addMessage(own)
        else if (each.do === 'claim') await at.claim(own, true)
        else if (each.do === 'send') await at.send(own, 'oi')
        else if (each.do === 'undo') {
          const [shown] = (await at.snapshot()).undoable
          if (shown && shown.kind !== 'claim') {
            await at.undo(shown.id)
            undone++
          }
        } else {
          asked++
          void at[each.do as 'close'](own)
        }
        expect((await at.snapshot()).undoable.length).toBeLessThanOrEqual(1)
      }
      await clock.turn(20_000)
      const done = house.calls.filter((name) => name === 'returnToAi' || name === 'close').length
      expect(done).toBeLessThanOrEqual(asked - undone)
      expect((await at.snapshot()).undoable).toEqual([])
      await at.stop()
    }),
    { numRuns: 200 },
  )
})

describe('what overtakes an act', () => {
  const now: Conversation = {
    id: idOf(1, 1),
    state: 'human_replied',
    contact: { id: idOf(2, 1), phone: null, name: null },
    lastMessage: { text: 'oi', kind: 'text', author: 'contact', at: '2026-11-02T10:00:00.000Z' },
    unread: 1,
    assignee: { id: ME.id, name: 'Ana' },
    updatedAt: '2026-11-02T10:00:00.000Z',
  }
  it('a second word of the same second, but neither reading nor our own words', () => {
    const said = (part: object) => ({ ...now, lastMessage: { ...now.lastMessage!, ...part } })
    expect(isOvertaken(now, { ...now, unread: 0 }, true)).toBe(false)
    expect(isOvertaken(now, said({ author: 'member', text: 'olá' }), true)).toBe(false)
    expect(isOvertaken(now, said({ text: 'oi?' }), true)).toBe(true)
    expect(isOvertaken(now, said({ text: 'oi?' }), false)).toBe(false)
    expect(isOvertaken(now, undefined, false)).toBe(true)
  })
})
