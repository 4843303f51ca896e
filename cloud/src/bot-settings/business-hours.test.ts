import { BotSettings, DEFAULT_BOT_SETTINGS } from '@plantao/shared/bot-settings'
import { describe, expect, it } from 'vitest'
import { backWhen, isOpen, wallClock } from './business-hours.ts'

const weekdays = [1, 2, 3, 4, 5].flatMap((day) => [
  { day, opens: '08:00', closes: '12:00' },
  { day, opens: '13:30', closes: '18:00' },
])
const hours = (timeZone: string, week = [...weekdays, { day: 6, opens: '09:00', closes: '13:00' }]) => ({
  timeZone,
  businessHours: { week, outside: 'answer' as const },
})
const bakery = hours('America/Sao_Paulo')
const at = (iso: string) => new Date(iso)

describe('business hours', () => {
  it('are always for a company that set none', () => {
    expect(isOpen(DEFAULT_BOT_SETTINGS, at('2026-11-22T03:00:00Z'))).toBe(true)
    expect(backWhen(DEFAULT_BOT_SETTINGS, at('2026-11-22T03:00:00Z'))).toBeNull()
  })

  it('open at the minute and close at the minute, by the tenant’s wall clock', () => {
    // A Tuesday; São Paulo is three hours behind.
    expect(isOpen(bakery, at('2026-11-24T10:59:59Z'))).toBe(false)
    expect(isOpen(bakery, at('2026-11-24T11:00:00Z'))).toBe(true)
    expect(isOpen(bakery, at('2026-11-24T15:00:00Z'))).toBe(false)
    expect(isOpen(bakery, at('2026-11-24T16:30:00Z'))).toBe(true)
    expect(isOpen(bakery, at('2026-11-24T21:00:00Z'))).toBe(false)
    // Already Wednesday in UTC, still Tuesday for the bakery.
    expect(isOpen(bakery, at('2026-11-25T01:00:00Z'))).toBe(false)
    expect(isOpen(hours('America/Manaus'), at('2026-11-24T11:30:00Z'))).toBe(false)
  })

  it('say when people are back', () => {
    expect(backWhen(bakery, at('2026-11-24T10:00:00Z'))).toBe('hoje às 8h')
    expect(backWhen(bakery, at('2026-11-24T15:30:00Z'))).toBe('hoje às 13h30')
    expect(backWhen(bakery, at('2026-11-24T22:00:00Z'))).toBe('amanhã às 8h')
    expect(backWhen(bakery, at('2026-11-28T17:00:00Z'))).toBe('segunda-feira às 8h')
    expect(backWhen(bakery, at('2026-11-24T12:00:00Z'))).toBeNull()
    // Only one stretch in the week, and it has just closed: a week from now.
    const rare = hours('America/Sao_Paulo', [{ day: 2, opens: '08:00', closes: '09:00' }])
    expect(backWhen(rare, at('2026-11-24T12:00:00Z'))).toBe('terça-feira às 8h')
  })

  it('follow daylight saving: the same wall clock, another instant', () => {
    const santiago = hours('America/Santiago')
    // Chile turned its clocks on 2026-09-06: 08:00 was 12:00 UTC before and 11:00 UTC after.
    expect(isOpen(santiago, at('2026-09-04T11:30:00Z'))).toBe(false)
    expect(isOpen(santiago, at('2026-09-04T12:00:00Z'))).toBe(true)
    expect(isOpen(santiago, at('2026-09-07T11:00:00Z'))).toBe(true)
    expect(backWhen(santiago, at('2026-09-06T15:00:00Z'))).toBe('amanhã às 8h')
    // An hour that exists twice (Lisbon, 2026-10-25, 01:30) shows twice the same.
    expect(wallClock('Europe/Lisbon', at('2026-10-25T00:30:00Z'))).toEqual({ day: 0, time: '01:30' })
    expect(wallClock('Europe/Lisbon', at('2026-10-25T01:30:00Z'))).toEqual({ day: 0, time: '01:30' })
  })

  it('pass the ends of months, years and leap days', () => {
    expect(backWhen(bakery, at('2027-01-01T00:30:00Z'))).toBe('amanhã às 8h')
    expect(backWhen(bakery, at('2028-02-29T22:00:00Z'))).toBe('amanhã às 8h')
    expect(wallClock('America/Sao_Paulo', at('2026-12-01T02:30:00Z'))).toEqual({ day: 1, time: '23:30' })
  })

  it('refuse what is no time, no zone and no stretch', () => {
    const settings = (change: object) => BotSettings.safeParse({ ...DEFAULT_BOT_SETTINGS, ...change }).success
    expect(settings({ timeZone: 'America/Manaus' })).toBe(true)
    expect(settings({ timeZone: 'Lua/Base' })).toBe(false)
    const week = (opens: string, closes: string) =>
      settings({ businessHours: { week: [{ day: 1, opens, closes }], outside: 'silence' } })
    expect(week('08:00', '24:00')).toBe(true)
    expect(week('8:00', '12:00')).toBe(false)
    expect(week('18:00', '08:00')).toBe(false)
    expect(week('25:00', '26:00')).toBe(false)
  })

  it('complete settings that were stored before there were any', () => {
    const { businessHours, timeZone, ...old } = DEFAULT_BOT_SETTINGS
    const { closed, ...messages } = old.messages
    const read = BotSettings.parse({ ...old, messages })
    expect(read.businessHours).toEqual(businessHours)
    expect(read.timeZone).toBe(timeZone)
    expect(read.messages.closed).toContain('{abre}')
  })
})
