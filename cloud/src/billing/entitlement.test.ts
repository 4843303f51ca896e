import type { SubscriptionState } from '@plantao/shared/billing'
import { describe, expect, it } from 'vitest'
import { entitlement } from './entitlement.ts'

const now = new Date('2026-11-23T12:00:00Z')
const before = new Date('2026-11-22T12:00:00Z')
const longBefore = new Date('2026-11-21T12:00:00Z')
const after = new Date('2026-11-24T12:00:00Z')

describe('entitlement', () => {
  const table: [SubscriptionState, Date | null, 'answer' | 'silence'][] = [
    ['trial', after, 'answer'],
    // Stripe charges about an hour after a trial's end, and its event may be late.
    ['trial', before, 'answer'],
    ['trial', longBefore, 'silence'],
    ['active', null, 'answer'],
    ['active', before, 'answer'],
    ['grace', null, 'answer'],
    ['suspended', after, 'silence'],
    ['cancelled', after, 'answer'],
    ['cancelled', before, 'silence'],
    ['cancelled', null, 'silence'],
  ]
  it.each(table)('%s until %s: %s', (state, periodEndsAt, verdict) => {
    expect(entitlement({ state, periodEndsAt, answers: 9, answersLimit: 10 }, now)).toBe(verdict)
  })
  it.each(table)(
    '%s until %s, the month used up: hands over instead of answering',
    (state, periodEndsAt, verdict) => {
      const expected = verdict === 'answer' ? 'hand_over' : 'silence'
      for (const answers of [10, 11])
        expect(entitlement({ state, periodEndsAt, answers, answersLimit: 10 }, now)).toBe(expected)
    },
  )
  it('is silent for a tenant without a subscription', () => {
    expect(entitlement(null, now)).toBe('silence')
  })
})
