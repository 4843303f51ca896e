import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HELD_MS } from './late.ts'
import { afterEarlierWords } from './late-reply.ts'
import { FIRST_OWNERSHIP, next, type Ownership } from './ownership.ts'

const HOUR = 3_600_000
const arrivedAt = new Date('2026-11-24T12:00:00Z')
const ago = (ms: number) => new Date(arrivedAt.getTime() - ms)
const words = (hours: number, askedAt: Date | null = null) => ({ at: ago(hours * HOUR), arrivedAt, askedAt })
const waiting = next(FIRST_OWNERSHIP, {
  type: 'handed_off',
  at: ago(60_000),
  reason: 'arrived_late',
  question: 'quanto é?',
})

describe('words of long ago on the company’s phone', () => {
  it('of today hold the conversation, with a clock that begins at their arrival', () => {
    expect(afterEarlierWords(FIRST_OWNERSHIP, words(2))).toMatchObject({
      state: 'human_replied',
      epoch: 1,
      lastHumanAt: arrivedAt,
    })
  })

  it('of before that change nothing of the AI’s', () => {
    expect(afterEarlierWords(FIRST_OWNERSHIP, words(25))).toBe(FIRST_OWNERSHIP)
  })

  it('answer a question that waits, and only one of before them', () => {
    expect(afterEarlierWords(waiting, words(2, ago(3 * HOUR)))).toMatchObject({
      state: 'human_replied',
      waitingSince: null,
      handoffReason: null,
    })
    expect(afterEarlierWords(waiting, words(72, ago(73 * HOUR)))).toMatchObject({ state: 'ai_active' })
    expect(afterEarlierWords(waiting, words(3, ago(2 * HOUR)))).toBe(waiting)
  })

  it('are nothing to whoever closed it or gave it back since, nor to a person at a console', () => {
    const back = next(waiting, { type: 'returned', at: ago(HOUR) })
    const closed = next(FIRST_OWNERSHIP, { type: 'closed', at: ago(HOUR) })
    const claimed = next(waiting, { type: 'claimed', at: ago(HOUR), memberId: 'ana' })
    for (const one of [back, closed, claimed]) expect(afterEarlierWords(one, words(2))).toBe(one)
  })

  it('end the waiting of somebody’s customer whom they answered', () => {
    const held = next(FIRST_OWNERSHIP, { type: 'human_wrote', at: ago(5 * HOUR), memberId: 'ana' })
    const asked = next(held, { type: 'customer_wrote', at: ago(60_000), smallTalk: false })
    expect(afterEarlierWords(asked, words(2, ago(3 * HOUR)))).toEqual({ ...asked, waitingSince: null })
  })

  it('start no clock in the past and lower no epoch, whatever was before', () => {
    const instants = fc.integer({ min: 0, max: 3 * HELD_MS }).map(ago)
    const before = fc.record<Ownership>({
      state: fc.constantFrom('ai_active', 'awaiting_human', 'human_replied'),
      epoch: fc.nat(9),
      assigneeId: fc.constantFrom(null, 'ana'),
      waitingSince: fc.option(instants),
      handoffReason: fc.constantFrom(null, 'arrived_late', 'complaint'),
      handoffQuestion: fc.constant(null),
      lastHumanAt: fc.option(instants),
      handedBackAt: fc.option(instants),
      closedAt: fc.option(instants),
    })
    fc.assert(
      fc.property(before, instants, fc.option(instants), (now, at, askedAt) => {
        const after = afterEarlierWords(now, { at, arrivedAt, askedAt })
        expect(after.epoch).toBeGreaterThanOrEqual(now.epoch)
        if (after.lastHumanAt !== now.lastHumanAt) expect(after.lastHumanAt).toEqual(arrivedAt)
        if (after.state !== now.state) expect(after.epoch).toBeGreaterThan(now.epoch)
        if (after.state === 'ai_active' && after !== now) expect(after.handedBackAt).toEqual(arrivedAt)
      }),
    )
  })
})
