import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cut, cutStart, oneLine } from './cut.ts'

it('halves no emoji', () => {
  expect(cut('oi 🥐', 4)).toBe('oi ')
  expect(cut('oi 🥐', 5)).toBe('oi 🥐')
  expect(cut('oi', 200)).toBe('oi')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, most) => {
      const short = cut(text, most)
      expect(short.isWellFormed()).toBe(true)
      expect(text.startsWith(short)).toBe(true)
      expect(short.length).toBeGreaterThanOrEqual(Math.min(text.length, most) - 1)
      expect(short.length).toBeLessThanOrEqual(most)
    }),
  )
})

it('halves none at the other end either', () => {
  expect(cutStart('🥐 oi', 4)).toBe(' oi')
  expect(cutStart('🥐 oi', 5)).toBe('🥐 oi')
  expect(cutStart('oi', 200)).toBe('oi')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, most) => {
      const end = cutStart(text, most)
      expect(end.isWellFormed()).toBe(true)
      expect(text.endsWith(end)).toBe(true)
      expect(end.length).toBeGreaterThanOrEqual(Math.min(text.length, most) - 1)
      expect(end.length).toBeLessThanOrEqual(most)
    }),
  )
})

it('writes a text in one line', () => {
  expect(oneLine(' tem\n\npão?  Tem\t🥐 ', 200)).toBe('tem pão? Tem 🥐')
  expect(oneLine('tem\n🥐', 5)).toBe('tem ')
})
