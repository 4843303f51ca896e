import { describe, expect, it } from 'vitest'
import { DEFAULT_NOTICING, isQuietHour, Noticing, quietForAnHour, readEach, silence } from './noticing.ts'

const at = (hour: number, minute = 0) => new Date(2026, 10, 2, hour, minute)
const night = { on: true, from: '22:00', to: '07:00' }

describe('do not disturb', () => {
  it('spans midnight and ends on the minute', () => {
    for (const hour of [22, 23, 0, 6]) expect(isQuietHour(night, at(hour))).toBe(true)
    expect(isQuietHour(night, at(6, 59))).toBe(true)
    expect(isQuietHour(night, at(7))).toBe(false)
    expect(isQuietHour(night, at(21, 59))).toBe(false)
  })

  it('holds within a day, never for equal ends and never when off', () => {
    const lunch = { on: true, from: '12:00', to: '13:30' }
    expect([at(11, 59), at(12), at(13, 29), at(13, 30)].map((each) => isQuietHour(lunch, each))).toEqual([
      ...[false, true, true, false],
    ])
    expect(isQuietHour({ on: true, from: '08:00', to: '08:00' }, at(8))).toBe(false)
    expect(isQuietHour({ ...night, on: false }, at(23))).toBe(false)
  })

  it('lasts an hour when asked for one, and says which wish holds', () => {
    const noon = at(12).getTime()
    const hushed = { ...DEFAULT_NOTICING, ...quietForAnHour(noon) }
    expect(silence(hushed, noon + 3599_000)).toBe('until')
    expect(silence(hushed, noon + 3600_000)).toBeNull()
    expect(silence({ ...DEFAULT_NOTICING, quiet: night }, at(23).getTime())).toBe('hours')
    expect(silence({ ...hushed, notifications: false }, noon)).toBe('off')
    expect(silence(DEFAULT_NOTICING, noon)).toBeNull()
  })
})

it('reads each setting by itself: a broken or unknown one costs no other', () => {
  const raw = {
    notifications: false,
    quiet: { on: true, from: '25:00', to: '07:00' },
    repeatSeconds: 7,
    more: 1,
  }
  expect(readEach(Noticing, DEFAULT_NOTICING, raw)).toEqual({ ...DEFAULT_NOTICING, notifications: false })
  expect(readEach(Noticing, DEFAULT_NOTICING, null)).toEqual(DEFAULT_NOTICING)
})
