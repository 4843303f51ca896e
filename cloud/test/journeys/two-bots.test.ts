import type { Receipt } from '@plantao/shared/conversations'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHouse, type TestHouse } from '../../../infra/testing/house/in-process.ts'

// A machine at the other end: it answers whatever the bot says, at once and without end.

const IN_TIME = { timeout: 20_000, interval: 20 }
let home: TestHouse
beforeAll(async () => {
  home = await startHouse()
}, 120_000)
afterAll(() => home?.stop())

const QUESTIONS = [
  'vocês aceitam pix?',
  'quanto custa a broa de fubá?',
  'que horas vocês abrem no sábado?',
  'qto fica o frete pro parque dos ipes?',
]
const said = async (contact: string) =>
  (await home.onPhone(contact)).filter(({ direction }) => direction === 'out')

/** Writes, and waits for the one reaction to it. */
async function write(contact: string, text: string): Promise<void> {
  const before = (await said(contact)).length
  await home.phone(contact, { text })
  await expect.poll(async () => (await said(contact)).length, IN_TIME).toBe(before + 1)
}
const waits = async (contact: string) => (await home.conversation(contact))?.state === 'awaiting_human'

/** Talks on until a person is called; answers how many messages the bot sent, the one of the handoff included. */
async function talk(contact: string, next: (turn: number) => string, most: number): Promise<number> {
  for (let turn = 0; turn < most; turn++) {
    await write(contact, next(turn))
    if (await waits(contact)) return turn + 1
  }
  return most
}

async function lastReceipt(contact: string): Promise<Receipt> {
  const { id } = (await home.conversation(contact))!
  const { body } = await home.api<{ items: Receipt[] }>('GET', `/conversations/${id}/receipts`)
  return body.items[0]!
}

describe('a machine that asks the same few questions round and round', () => {
  const contact = '5531977770001'
  it('is handed to a person in its third round, once, and is answered no more', async () => {
    // So that not the count is what stops it.
    await home.settings({ answersPerContact: { minute: 1000, hour: 1000, day: 1000 } })
    const spoke = await talk(contact, (turn) => QUESTIONS[turn % 4]!, 40)
    expect(spoke).toBe(12)
    expect(await lastReceipt(contact)).toMatchObject({ decision: 'handoff', reason: 'policy' })
    for (let i = 0; i < 3; i++) await home.phone(contact, { text: QUESTIONS[i]! })
    await expect.poll(async () => (await lastReceipt(contact)).reason, IN_TIME).toBe('already_waiting')
    expect(await said(contact)).toHaveLength(12)
  }, 90_000)

  it('may ask again when a person has handed back', async () => {
    const { id } = (await home.conversation(contact))!
    expect((await home.api('POST', `/conversations/${id}/return`, {})).status).toBe(200)
    await write(contact, QUESTIONS[0]!)
    expect(await lastReceipt(contact)).toMatchObject({ decision: 'reply' })
  })
})

describe('a machine that never repeats itself', () => {
  const contact = '5531977770002'
  it('gets as many answers as one person gets in a minute, and then a person', async () => {
    await home.settings({ answersPerContact: { minute: 3, hour: 30, day: 60 } })
    const spoke = await talk(contact, (turn) => QUESTIONS[turn]!, 4)
    expect(spoke).toBe(4)
    expect(await lastReceipt(contact)).toMatchObject({ decision: 'handoff', reason: 'policy' })
    await write('5531977770003', QUESTIONS[0]!)
    expect(await lastReceipt('5531977770003')).toMatchObject({ decision: 'reply' })
  }, 90_000)
})
