import { describe, expect, it } from 'vitest'
import { catchUpWait, filedAt, isBeyondKeeping, isHistory, KEPT_MS, LATE_AFTER_MS } from './late.ts'

const now = new Date('2026-11-24T12:00:00.700Z')
const ago = (ms: number) => new Date(now.getTime() - ms)

describe('history', () => {
  it('begins an hour after a message was written, or where ops sets it', () => {
    expect(isHistory(ago(LATE_AFTER_MS), now)).toBe(false)
    expect(isHistory(ago(LATE_AFTER_MS + 1), now)).toBe(true)
    expect(isHistory(ago(300_001), now, 300_000)).toBe(true)
  })

  it('has a shorter shadow: what waited for minutes lets the owner’s own answer come first', () => {
    expect(catchUpWait(ago(5 * 60_000), now)).toBe(0)
    expect(catchUpWait(ago(5 * 60_000 + 1), now)).toBe(10_000)
  })

  it('is not kept beyond thirty days', () => {
    expect(isBeyondKeeping(ago(KEPT_MS), now)).toBe(false)
    expect(isBeyondKeeping(ago(KEPT_MS + 1), now)).toBe(true)
  })
})

describe('the time a message is filed under', () => {
  it('is its whole second', () => {
    expect(filedAt(new Date('2026-11-24T11:59:58.999Z'), now)).toEqual(new Date('2026-11-24T11:59:58Z'))
  })

  it('is its arrival for a stamp of the future, and never history', () => {
    const filed = filedAt(new Date('2099-01-01T00:00:00Z'), now)
    expect(filed).toEqual(new Date('2026-11-24T12:00:00Z'))
    expect(isHistory(filed, now)).toBe(false)
  })
})
