import { expect, it } from 'vitest'
import { BURST_MS, createTyping } from './typing.ts'

/** Time in hand: each pause ends when the test says so. */
function world(failing = false) {
  const shown: string[] = []
  const pauses: (() => void)[] = []
  const heard = createTyping({
    show: async (_tenantId, conversationId, ms) => {
      shown.push(`${conversationId} ${ms}`)
      if (failing) throw new Error('no such customer')
    },
    pause: () => new Promise((resolve) => pauses.push(resolve)),
  })
  const burstEnds = async () => {
    for (const end of pauses.splice(0)) end()
    await new Promise(setImmediate)
  }
  return { shown, burstEnds, heard: (id: string, isTyping: boolean) => heard('tenant', id, isTyping) }
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
