import { expect, it } from 'vitest'
import { bytesText, phoneText, timeText } from './format.ts'

it('writes phones and sizes as people do', () => {
  expect(phoneText('5511999990001')).toBe('+55 11 99999-0001')
  expect(phoneText('551133334444')).toBe('+55 11 3333-4444')
  expect(phoneText('351912345678')).toBe('+351912345678')
  expect(phoneText(null)).toBeNull()
  expect(bytesText(183_000, 'pt-BR')).toBe('183 kB')
  expect(bytesText(2_350_000, 'pt-BR')).toBe('2,4 MB')
})

it('tells the hour of the company, however often and for whichever zone it is asked', () => {
  const at = '2026-11-02T17:32:00Z'
  expect(timeText(at, 'pt-BR', 'America/Sao_Paulo')).toBe('14:32')
  expect(timeText(at, 'pt-BR', 'America/Manaus')).toBe('13:32')
  expect(timeText(Date.parse(at), 'en', 'America/Sao_Paulo')).toBe('14:32')
})
