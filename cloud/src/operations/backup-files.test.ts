import { describe, expect, it } from 'vitest'
import { backupInstant, backupName, expiredBackups } from './backup-files.ts'

const daily = (days: number) =>
  Array.from({ length: days }, (_, i) => backupName(new Date(Date.UTC(2026, 10, 24 - i, 3))))

describe('names', () => {
  it('carry their instant there and back', () => {
    const at = new Date('2026-11-24T03:00:07Z')
    expect(backupName(at)).toBe('plantao-2026-11-24T03-00-07Z.tar.age')
    expect(backupInstant(backupName(at))).toEqual(at)
    expect(backupInstant('notes.txt')).toBeNull()
  })
})

describe('rotation', () => {
  it('keeps everything of the first week', () => {
    expect(expiredBackups(daily(7))).toEqual([])
  })
  it('keeps at most 7 days, 4 weeks and 6 months of a year, and always the newest', () => {
    const names = daily(365)
    const expired = new Set(expiredBackups(names))
    const kept = names.filter((name) => !expired.has(name))
    expect(kept.length).toBeLessThanOrEqual(17)
    expect(kept.length).toBeGreaterThanOrEqual(13)
    expect(kept[0]).toBe(names[0])
    expect(kept.some((name) => name.includes('2026-06'))).toBe(true)
  })
  it('never names a stranger, and keeps old ones when no new ones come', () => {
    expect(expiredBackups(['notes.txt', backupName(new Date('2020-01-01T00:00:00Z'))])).toEqual([])
  })
  it('keeps the newest of a day with several', () => {
    const early = backupName(new Date('2026-11-24T03:00:00Z'))
    const late = backupName(new Date('2026-11-24T15:00:00Z'))
    expect(expiredBackups([early, late])).toEqual([early])
  })
})
