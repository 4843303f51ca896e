import { describe, expect, it } from 'vitest'
import { daysBack } from './range.ts'
import { durationText, moneyText } from './units.ts'

describe('results', () => {
  it('count back whole days over the end of a month', () => {
    expect(daysBack(30, new Date(2026, 2, 15, 23, 59))).toEqual({ from: '2026-02-14', to: '2026-03-15' })
    expect(daysBack(7, new Date(2026, 0, 1))).toEqual({ from: '2025-12-26', to: '2026-01-01' })
  })

  it('say times and money as people do', () => {
    expect(durationText(1840, 'pt-BR')).toBe('1,8 s')
    expect(durationText(250_000, 'pt-BR')).toBe('4 min')
    expect(durationText(9_000_000, 'en')).toBe('2.5 h')
    expect(durationText(null, 'en')).toBe('–')
    expect(moneyText(1234, 'en')).toBe('$0.0012')
  })
})
