import { describe, expect, it } from 'vitest'
import { healthAfter, isTrouble } from './health.ts'
import { isAgainstRhythm } from './rhythm.ts'

describe('a silence', () => {
  it.each([
    ['of a busy number', [9, 12, 7, 8, 10, 6, 11], true],
    ['with one quiet day in ten', [9, 12, 7, 8, 10, 6, 11, 9, 8, 0], true],
    ['of a number that is often quiet then', [20, 0, 20, 0, 20, 20, 20], false],
    ['of a number that hears little', [1, 2, 3, 1, 2, 3, 1], false],
    ['of a new number', [50, 50, 50], false],
    ['of a number with days before it', [null, null, 9, 9, 9, 9, 9], true],
    ['of a number that never heard anything', [], false],
  ])('%s', (_what, counts, alarm) => expect(isAgainstRhythm(counts)).toBe(alarm))
})

describe('healthAfter', () => {
  const up = { health: 'ok', status: 'connected' } as const
  const out = { health: 'logged_out', status: 'disconnected' } as const

  it('tells pairing from reconnecting', () => {
    expect(healthAfter(up, { status: 'connecting' })).toBe('reconnecting')
    expect(healthAfter({ health: 'reconnecting', status: 'connecting' }, { status: 'connecting' })).toBe(
      'reconnecting',
    )
    expect(healthAfter(out, { status: 'connecting' })).toBe('pairing')
    expect(healthAfter({ health: 'pairing', status: 'connecting' }, { status: 'connected' })).toBe('ok')
  })

  it('keeps the cause of an end, whatever follows it', () => {
    expect(healthAfter(up, { status: 'disconnected', cause: 'logged_out' })).toBe('logged_out')
    expect(healthAfter(out, { status: 'disconnected' })).toBe('logged_out')
    expect(healthAfter(out, { status: 'disconnected', cause: 'banned' })).toBe('banned')
    expect(healthAfter(up, { status: 'disconnected' })).toBe('off')
  })

  it('does not take the owner’s own disconnecting for a log-out', () => {
    const off = { health: 'off', status: 'disconnected' } as const
    expect(healthAfter(off, { status: 'disconnected', cause: 'logged_out' })).toBe('off')
  })

  it('does not call a silent number well because it says connected', () => {
    expect(healthAfter({ health: 'silent', status: 'connected' }, { status: 'connected' })).toBe('silent')
  })

  it('knows where somebody must act', () => {
    expect(['ok', 'pairing', 'off', 'qr_expired'].some((state) => isTrouble(state as 'ok'))).toBe(false)
    expect(
      ['silent', 'banned', 'logged_out', 'reconnecting'].every((state) => isTrouble(state as 'ok')),
    ).toBe(true)
  })
})
