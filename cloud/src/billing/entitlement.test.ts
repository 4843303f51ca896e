import { describe, expect, it } from 'vitest'
import { mayAnswer, type SubscriptionState } from './entitlement.ts'

const now = new Date('2026-11-23T12:00:00Z')
const before = new Date('2026-11-22T12:00:00Z')
const after = new Date('2026-11-24T12:00:00Z')

describe('mayAnswer', () => {
  const table: [SubscriptionState, Date | null, boolean][] = [
    ['trial', after, true],
    ['trial', before, false],
    ['active', null, true],
    ['active', before, true],
    ['grace', null, true],
    ['suspended', after, false],
    ['cancelled', after, true],
    ['cancelled', before, false],
    ['cancelled', null, false],
  ]
  it.each(table)('%s until %s: %s', (state, periodEndsAt, answer) => {
    expect(mayAnswer({ state, periodEndsAt }, now)).toBe(answer)
  })
  it('refuses a tenant without a subscription', () => {
    expect(mayAnswer(null, now)).toBe(false)
  })
})
