import { BotSettings, DEFAULT_BOT_SETTINGS } from '@plantao/shared/bot-settings'
import { describe, expect, it } from 'vitest'
import { backWhen, isOpen, nextOpening, wallClock } from './business-hours.ts'

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

  const opening = (of: Parameters<typeof nextOpening>[0], iso: string) =>
    nextOpening(of, at(iso))?.toISOString().slice(0, 16)

  it('open next at the next stretch: the same day, after closed days, now while open', () => {
    expect(opening(bakery, '2026-11-24T06:10:00Z')).toBe('2026-11-24T11:00')
    expect(opening(bakery, '2026-11-24T15:10:00Z')).toBe('2026-11-24T16:30')
    expect(opening(bakery, '2026-11-24T12:34:00Z')).toBe('2026-11-24T12:34')
    // Saturday afternoon to Monday; a week with one stretch that has just closed.
    expect(opening(bakery, '2026-11-28T17:00:00Z')).toBe('2026-11-30T11:00')
    const rare = hours('America/Sao_Paulo', [{ day: 2, opens: '08:00', closes: '09:00' }])
    expect(opening(rare, '2026-11-24T12:00:00Z')).toBe('2026-12-01T11:00')
    expect(opening(hours('America/Sao_Paulo', []), '2026-11-24T06:00:00Z')).toBe('2026-11-24T06:00')
  })

  it('are open past midnight in two stretches, and open next in the evening', () => {
    const bar = hours('America/Sao_Paulo', [
      { day: 5, opens: '18:00', closes: '24:00' },
      { day: 6, opens: '00:00', closes: '02:30' },
    ])
    expect(opening(bar, '2026-11-28T04:00:00Z')).toBe('2026-11-28T04:00')
    expect(opening(bar, '2026-11-28T05:30:00Z')).toBe('2026-12-04T21:00')
  })

  it('open by the wall clock on nights whose clocks are turned', () => {
    const nightly = (timeZone: string, opens: string) => hours(timeZone, [{ day: 0, opens, closes: '05:00' }])
    // Lisbon 2026-03-29: 01:00 becomes 02:00. What opens in the missing hour opens when it is over.
    expect(opening(nightly('Europe/Lisbon', '01:30'), '2026-03-28T20:00:00Z')).toBe('2026-03-29T01:00')
    expect(opening(nightly('Europe/Lisbon', '02:15'), '2026-03-28T20:00:00Z')).toBe('2026-03-29T01:15')
    // Lisbon 2026-10-25: 02:00 becomes 01:00. Of the two the first.
    expect(opening(nightly('Europe/Lisbon', '01:30'), '2026-10-24T20:00:00Z')).toBe('2026-10-25T00:30')
    // Santiago 2026-09-06: midnight becomes 01:00.
    expect(opening(nightly('America/Santiago', '00:30'), '2026-09-05T20:00:00Z')).toBe('2026-09-06T04:00')
    // A stretch that lies in the missing hour does not come to be that week.
    const gone = hours('America/Santiago', [{ day: 0, opens: '00:15', closes: '00:45' }])
    expect(opening(gone, '2026-09-05T20:00:00Z')).toBe('2026-09-13T03:15')
    // The day after is an hour longer or shorter for who counts hours, not for who looks at the clock.
    expect(opening(hours('America/Santiago'), '2026-09-05T20:00:00Z')).toBe('2026-09-07T11:00')
  })

  it('open next at an instant that is open, with none before it, wherever and whenever one asks', () => {
    const zones = [
      'America/Sao_Paulo',
      'Europe/Lisbon',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Asia/Kolkata',
    ]
    for (let n = 0; n < 150; n++) {
      const of = hours(zones[n % zones.length]!, [
        { day: n % 7, opens: `0${n % 4}:${n % 2 ? '30' : '10'}`, closes: '04:00' },
        { day: (n * 3 + 2) % 7, opens: '13:00', closes: '17:45' },
      ])
      const asked = at('2026-03-20T00:00:00Z')
      asked.setTime(asked.getTime() + n * 37 * 3_600_000)
      const found = nextOpening(of, asked)!
      expect(isOpen(of, found)).toBe(true)
      for (let minute = asked.getTime(); minute < found.getTime(); minute += 10 * 60_000)
        expect(isOpen(of, new Date(minute)), `${n}`).toBe(false)
    }
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
