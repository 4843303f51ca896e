import { describe, expect, it } from 'vitest'
import { type BotMay, nextSend } from './next-send.ts'
import type { OutboundRow } from './outbound-row.ts'

const now = new Date('2026-11-23T12:00:00Z')
const ago = (ms: number) => new Date(now.getTime() - ms)

function row(over: Partial<OutboundRow>): OutboundRow {
  return {
    messageId: 'm1',
    conversationId: 'c1',
    epoch: 4,
    kind: 'text',
    body: 'oi',
    state: 'queued',
    attempts: 0,
    claimedBy: null,
    claimedAt: null,
    notBefore: ago(1_000),
    createdAt: ago(1_000),
    traceId: 't',
    paced: false,
    forTurn: null,
    ...over,
  }
}
const look = (open: OutboundRow[], inHand = false, botMay: BotMay = null) =>
  nextSend({ open, epoch: 4, turnRevision: 7, botMay, now, isWorkedOn: () => inHand })

describe('nextSend', () => {
  it('rests with nothing to send', () => {
    expect(look([])).toEqual({ do: 'nothing' })
  })
  it('claims the first in the queue', () => {
    expect(look([row({}), row({ messageId: 'm2' })])).toMatchObject({
      do: 'claim',
      outbound: { messageId: 'm1' },
    })
  })
  it('never claims a bot message of an older epoch', () => {
    expect(look([row({ epoch: 3 })])).toMatchObject({ do: 'cancel' })
  })
  it('never fences a person', () => {
    expect(look([row({ epoch: null })])).toMatchObject({ do: 'claim' })
  })
  it('lets the bot write only when the company does, a person always', () => {
    const opens = new Date(now.getTime() + 3_600_000)
    expect(look([row({})], false, opens)).toMatchObject({
      do: 'wait',
      until: opens,
      hold: { messageId: 'm1' },
    })
    expect(look([row({ epoch: null })], false, opens)).toMatchObject({ do: 'claim' })
    expect(look([row({})], false, 'never')).toMatchObject({ do: 'cancel' })
    expect(look([row({ epoch: null })], false, 'never')).toMatchObject({ do: 'claim' })
  })
  it('drops what the bot said by itself once the customer writes again', () => {
    expect(look([row({ forTurn: 6 })])).toMatchObject({ do: 'cancel' })
    expect(look([row({ forTurn: 7 })])).toMatchObject({ do: 'claim' })
  })
  it('has one send in flight', () => {
    const open = [
      row({ state: 'claimed', claimedAt: ago(60_000), claimedBy: 7 }),
      row({ messageId: 'm2', epoch: null }),
    ]
    expect(look(open, true)).toMatchObject({ do: 'wait' })
  })
  it('asks about a claim that nobody has in hand, but not before WhatsApp can know', () => {
    const young = row({ state: 'claimed', claimedAt: ago(14_999), claimedBy: 7 })
    const old = row({ state: 'claimed', claimedAt: ago(15_000), claimedBy: 7 })
    expect(look([young])).toEqual({ do: 'wait', until: new Date(now.getTime() + 1) })
    expect(look([old])).toMatchObject({ do: 'ask' })
    const file = { ...old, kind: 'image' as const }
    expect(look([file])).toEqual({ do: 'wait', until: new Date(now.getTime() + 30_000) })
    expect(look([{ ...file, claimedAt: ago(45_000) }])).toMatchObject({ do: 'ask' })
  })
  it('lets a person speak past a held message, the bot not', () => {
    const held = row({ state: 'held', claimedAt: ago(90_000), notBefore: new Date(now.getTime() + 9_000) })
    expect(look([held, row({ messageId: 'm2', epoch: 4 })])).toMatchObject({ do: 'wait' })
    expect(look([held, row({ messageId: 'm2', epoch: null })])).toMatchObject({
      do: 'claim',
      outbound: { messageId: 'm2' },
    })
  })
})
