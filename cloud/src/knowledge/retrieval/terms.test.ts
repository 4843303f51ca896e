import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inOrder, packTerms, placeOf } from './terms.ts'

it('finds every term at a place of its own, and no other', () => {
  const words = fc.oneof(fc.string(), fc.constantFrom('', 'pao', 'paes', 'pão', 'pa', '🥐', '🥨'))
  const numbers = fc.oneof(fc.nat(50), fc.constantFrom(0, 0xffffffff, 0x80000000))
  const holds = <T extends string | number>(terms: T[], other: T) => {
    const packed = packTerms<T>(inOrder(new Set(terms)))
    const places = [...new Set(terms)].map((term) => placeOf(packed, term))
    expect([...places].sort((a, b) => a - b)).toEqual(places.map((_place, at) => at))
    expect(placeOf(packed, other) >= 0).toBe(terms.includes(other))
  }
  fc.assert(fc.property(fc.array(words), words, holds))
  fc.assert(fc.property(fc.array(numbers), numbers, holds))
})
