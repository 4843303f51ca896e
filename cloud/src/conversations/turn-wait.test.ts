import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { turnDue, turnWait, typingDue } from './turn-wait.ts'

const debounce = { completeMs: 1200, fragmentMs: 2500, capMs: 6000 }

describe('turnWait', () => {
  test.each([
    'vocês abrem domingo?',
    'oi\nquanto custa o bolo de cenoura',
    'q horas abre hj',
    'quero encomendar um bolo pra sábado',
    'obrigada!',
    'tchau',
    'vocês entregam? 😊',
  ])('%s is complete', (text) => expect(turnWait(text, debounce)).toBe(1200))

  test.each([
    'oi',
    'bom dia',
    'oi, tudo bem?',
    'quero um bolo de',
    'então,',
    'vocês fazem bolo e',
    'é que...',
    'queria saber uma coisa…',
    'pra sábado',
    'bolo de cenoura',
    'vocês abrem domingo?\ne também',
    '',
    '👍',
  ])('%s may go on', (text) => expect(turnWait(text, debounce)).toBe(2500))

  test('most questions of the development companies are taken as complete', () => {
    const companies: { questions: { kind: string; text: string }[] }[] = JSON.parse(
      readFileSync(new URL('../answer/fixtures/companies.json', import.meta.url), 'utf8'),
    )
    const asked = companies
      .flatMap((company) => company.questions)
      .filter(({ kind }) => kind === 'answerable')
    const complete = asked.filter(({ text }) => turnWait(text, debounce) === 1200)
    expect(complete.length / asked.length).toBeGreaterThan(0.95)
  })
})

describe('turnDue', () => {
  test('is now plus the wait, never past the cap, for any text and any moment', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(20_000), (text, late) => {
        const openedAt = new Date('2026-03-02T12:00:00Z')
        const now = new Date(openedAt.getTime() + late)
        const due = turnDue({ now, openedAt, text, debounce }).getTime()
        expect(due).toBe(Math.min(now.getTime() + turnWait(text, debounce), openedAt.getTime() + 6000))
      }),
    )
  })
})

describe('typingDue', () => {
  const openedAt = new Date('2026-03-02T12:00:00Z')
  const after = (ms: number) => new Date(openedAt.getTime() + ms)

  test('waits to the cap while the customer types, and no longer', () => {
    const due = typingDue({ now: after(500), openedAt, dueAt: after(1200), active: true, debounce })
    expect(due).toEqual(after(6000))
    expect(typingDue({ now: after(5900), openedAt, dueAt: due, active: true, debounce })).toEqual(after(6000))
  })

  test('answers soon once they stopped, and never later than it would have', () => {
    const stopped = { openedAt, active: false, debounce }
    expect(typingDue({ ...stopped, now: after(2000), dueAt: after(6000) })).toEqual(after(3200))
    expect(typingDue({ ...stopped, now: after(5500), dueAt: after(6000) })).toEqual(after(6000))
    expect(typingDue({ ...stopped, now: after(300), dueAt: after(1200) })).toEqual(after(1200))
  })
})
