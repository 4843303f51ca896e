import { expect, it } from 'vitest'
import { wasWeighed } from './confidence.ts'

it.each([
  [{ confidence: 0, reason: 'customer_asked' }, false],
  [{ confidence: 0, reason: 'emergency' }, false],
  [{ confidence: 0, reason: 'low_confidence' }, true],
  [{ confidence: 0.4, reason: 'complaint' }, true],
  [{ confidence: 0.8 }, true],
] as const)('%j: %s', (side, weighed) => {
  expect(wasWeighed(side)).toBe(weighed)
})
