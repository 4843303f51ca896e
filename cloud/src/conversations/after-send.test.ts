import { describe, expect, it } from 'vitest'
import { afterSend, type Learnt } from './after-send.ts'
import { HELD_AFTER_MS, MOST_ATTEMPTS } from './next-send.ts'
import type { OutboundRow } from './outbound-row.ts'

const claimedAt = new Date('2026-11-24T12:00:00Z')
const after = (ms: number) => new Date(claimedAt.getTime() + ms)
const row: OutboundRow = {
  messageId: 'm',
  conversationId: 'c',
  epoch: 0,
  kind: 'text',
  body: 'Abrimos às 6h.',
  state: 'claimed',
  attempts: 2,
  claimedBy: 1,
  claimedAt,
  notBefore: claimedAt,
  createdAt: claimedAt,
  traceId: 't',
  paced: false,
  forTurn: null,
}
const unclear: Learnt = { kind: 'unclear', failure: 'timeout' }
const unasked: Learnt = { kind: 'unasked', failure: 'down' }

describe('what news make of a send', () => {
  it('changes nothing of one that is settled, and nothing by news of an older attempt', () => {
    const accepted: Learnt = { kind: 'accepted', waId: 'W' }
    expect(afterSend({ ...row, state: 'sent' }, accepted, { now: claimedAt })).toBeNull()
    expect(afterSend({ ...row, state: 'queued' }, { kind: 'absent' }, { now: claimedAt })).toBeNull()
    expect(afterSend(row, { kind: 'absent' }, { now: claimedAt, attempt: 1 })).toBeNull()
    expect(afterSend(row, accepted, { now: claimedAt, attempt: 2 })).toMatchObject({
      state: 'sent',
      waId: 'W',
    })
  })

  it('lets what WhatsApp lacks go again at once, and gives it up after the last attempt', () => {
    const now = after(20_000)
    expect(afterSend(row, { kind: 'absent' }, { now })).toMatchObject({ state: 'queued', notBefore: now })
    const last = { ...row, attempts: MOST_ATTEMPTS }
    expect(afterSend(last, { kind: 'absent' }, { now })).toMatchObject({ state: 'failed' })
  })

  it('gives an unclear call as long again as it took: five seconds at least, as long as a call may take at most', () => {
    const patience = (took: number, kind: OutboundRow['kind'] = 'text') =>
      afterSend({ ...row, kind }, unclear, { now: after(took) })!.notBefore!.getTime() - after(took).getTime()
    expect([patience(100), patience(12_000), patience(40_000, 'image')]).toEqual([5_000, 12_000, 40_000])
    // The machine slept while the call was under way.
    expect([patience(86_400_000), patience(86_400_000, 'image')]).toEqual([15_000, 45_000])
  })

  it('shows as held what could not be asked about for half a minute, and asks on', () => {
    expect(afterSend(row, unasked, { now: after(HELD_AFTER_MS - 1) })).toMatchObject({ state: 'ambiguous' })
    const held = afterSend(row, unasked, { now: after(HELD_AFTER_MS) })
    expect(held).toMatchObject({ state: 'held', notBefore: after(HELD_AFTER_MS * 1.5) })
  })
})
