import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { cameText, dayName, shareText, shortWhen, spokenWait, waitFor } from './format.ts'
import { ptBR } from './pt-br.ts'

const zone = 'America/Sao_Paulo'
const now = Date.parse('2026-11-02T15:00:00Z')

describe('format', () => {
  it('says how long someone waits, loudest for the eye, in words for a screen reader', () => {
    expect(waitFor(134_000, ptBR)).toBe('02:14')
    expect(waitFor(-5, ptBR)).toBe('00:00')
    expect(waitFor(3_600_000 + 300_000, ptBR)).toBe('1 h 05')
    expect(waitFor(51 * 3_600_000, ptBR)).toBe('2 d 3 h')
    expect(spokenWait(3_660_000, ptBR)).toBe('1 hora e 1 minuto')
    expect(spokenWait(120_000, en)).toBe('2 minutes')
  })

  it('names days in the tenant’s time zone', () => {
    expect(dayName('2026-11-02T14:00:00Z', now, ptBR, zone)).toBe('Hoje')
    expect(dayName('2026-11-02T02:00:00Z', now, en, zone)).toBe('Yesterday')
    expect(dayName('2026-10-28T14:00:00Z', now, ptBR, zone)).toBe('quarta-feira, 28 de outubro')
    expect(shortWhen('2026-11-02T14:05:00Z', now, ptBR, zone)).toBe('11:05')
    expect(shortWhen('2026-10-28T14:05:00Z', now, ptBR, zone)).toBe('28/10')
    expect(cameText('2026-11-02T17:05:00Z', '2026-11-02T14:05:00Z', 'pt-BR', zone)).toBe('14:05')
    // Written late in the evening there, which is the next day in Greenwich.
    expect(cameText('2026-11-03T11:05:00Z', '2026-11-03T01:00:00Z', 'pt-BR', zone)).toBe('03/11 08:05')
  })

  it('writes shares as people do', () => {
    expect(shareText(0.314, 'pt-BR')).toBe('0,31')
  })

  it('has the same sentences in both languages', () => {
    const keys = (value: object, path = ''): string[] =>
      Object.entries(value).flatMap(([key, each]) =>
        typeof each === 'object' ? keys(each, `${path}${key}.`) : [`${path}${key}`],
      )
    expect(keys(en).sort()).toEqual(keys(ptBR).sort())
  })
})
