import { expect, it } from 'vitest'
import type { Database } from '../platform/database.ts'
import { BURST_MS, createTyping, typingShown } from './typing.ts'

/** Time in hand: each pause ends when the test says so. */
function world(failing = false) {
  const shown: string[] = []
  const ended: string[] = []
  const pauses: (() => void)[] = []
  const heard = createTyping({
    show: async (_tenantId, conversationId, ms, signal) => {
      shown.push(`${conversationId} ${ms}`)
      signal.addEventListener('abort', () => ended.push(conversationId))
      if (failing) throw new Error('no such customer')
    },
    pause: () => new Promise((resolve) => pauses.push(resolve)),
  })
  const burstEnds = async () => {
    for (const end of pauses.splice(0)) end()
    await new Promise(setImmediate)
  }
  const say = (id: string, isTyping: boolean, tenantId = 'tenant') => heard(tenantId, id, isTyping)
  return { shown, ended, burstEnds, heard: say }
}

it('shows one burst after the other while somebody types, however often it is said', async () => {
  const { shown, burstEnds, heard } = world()
  for (let i = 0; i < 5; i++) heard('a', true)
  heard('b', true)
  expect(shown).toEqual([`a ${BURST_MS}`, `b ${BURST_MS}`])
  await burstEnds()
  expect(shown).toHaveLength(4)
  heard('a', false)
  await burstEnds()
  expect(shown.filter((one) => one.startsWith('a'))).toHaveLength(2)
  expect(shown.filter((one) => one.startsWith('b'))).toHaveLength(3)
})

it('knows a conversation by its tenant: another’s word for the same id neither begins nor ends it', () => {
  const { shown, ended, heard } = world()
  heard('a', true)
  heard('a', false, 'stranger')
  expect(ended).toEqual([])
  heard('a', true, 'stranger')
  expect(shown).toHaveLength(2)
  heard('a', false)
  expect(ended).toEqual(['a'])
})

it('begins anew after a stop, without a second line beside the first', async () => {
  const { shown, burstEnds, heard } = world()
  heard('a', true)
  heard('a', false)
  heard('a', true)
  expect(shown).toHaveLength(2)
  await burstEnds()
  expect(shown).toHaveLength(3)
})

it('believes no console for ever, and gives up after a failure', async () => {
  const long = world()
  long.heard('a', true)
  for (let i = 0; i < 40; i++) await long.burstEnds()
  expect(long.shown).toHaveLength(24)
  const failing = world(true)
  failing.heard('a', true)
  await failing.burstEnds()
  await failing.burstEnds()
  expect(failing.shown).toHaveLength(1)
  failing.heard('a', true)
  expect(failing.shown).toHaveLength(2)
})

it('cuts the burst under way short when the last one stops', () => {
  const { ended, heard } = world()
  heard('a', true)
  heard('b', true)
  heard('a', false)
  heard('a', false)
  expect(ended).toEqual(['a'])
})

/** A customer's phone behind a slow Evolution: each burst lasts until the test ends it. */
function phone(channel = 'phone') {
  const seen: string[] = []
  const bursts: (() => void)[] = []
  const db = { tenant: async () => ({ instance: 'padaria', jid: 'x@s.whatsapp.net', channel }) }
  const { show, hide } = typingShown({
    db: db as unknown as Database,
    gateway: {
      showTyping: ({ ms }) => {
        seen.push(`shows ${ms}`)
        return new Promise((resolve) => bursts.push(resolve))
      },
      hideTyping: async () => {
        seen.push('hides')
      },
    },
  })
  return { seen, bursts, hide, show: (signal: AbortSignal) => show('tenant', 'conversation', 5000, signal) }
}

it('hides what it showed as soon as it is told, once, and not after its end', async () => {
  const { seen, bursts, show } = phone()
  const [first, second] = [new AbortController(), new AbortController()]
  const cut = show(first.signal)
  await new Promise(setImmediate)
  first.abort()
  expect(seen).toEqual(['shows 5000', 'hides'])
  bursts[0]!()
  await cut
  const whole = show(second.signal)
  await new Promise(setImmediate)
  bursts[1]!()
  await whole
  second.abort()
  expect(seen).toEqual(['shows 5000', 'hides', 'shows 5000'])
})

it('shows nothing once it is over: the message would stand above it', async () => {
  const { seen, show } = phone()
  const over = new AbortController()
  const shown = show(over.signal)
  over.abort()
  await shown
  expect(seen).toEqual([])
})

it('neither shows nor hides on the official channel', async () => {
  const { seen, show, hide } = phone('official')
  await show(new AbortController().signal)
  await hide('tenant', 'conversation')
  expect(seen).toEqual([])
})
