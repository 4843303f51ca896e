import { describe, expect, it } from 'vitest'
import { gapMs, isCold, isWindowOpen } from './pace.ts'

const now = new Date('2026-11-24T12:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

describe('the pace of a number', () => {
  it('holds nobody back who just wrote', () => {
    expect(isCold(ago(0), now)).toBe(false)
    expect(isCold(ago(15), now)).toBe(false)
    expect(isCold(ago(16), now)).toBe(true)
    expect(isCold(null, now)).toBe(true)
  })

  it('never keeps an even beat', () => {
    expect([0, 0.5, 0.999].map((dice) => gapMs(10_000, dice))).toEqual([6000, 10_000, 13_992])
    expect(gapMs(0, 0.7)).toBe(0)
  })

  it('knows the official channel’s 24 hours, with a minute to spare', () => {
    expect(isWindowOpen(ago(0), now)).toBe(true)
    expect(isWindowOpen(ago(24 * 60 - 2), now)).toBe(true)
    expect(isWindowOpen(ago(24 * 60 - 1), now)).toBe(false)
    expect(isWindowOpen(null, now)).toBe(false)
  })
})
