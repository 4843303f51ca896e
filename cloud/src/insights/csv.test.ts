import type { Insights } from '@plantao/shared/insights'
import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

const figures = { received: 1, questions: 1, answeredByAi: 1, handoffs: 0, sentByPeople: 0, durable: null }
const day = (name: string) => ({ day: name, ...figures, inputTokens: 0, outputTokens: 0, costUsdMicro: 1500 })
const of = (name: string) => ({ days: [day(name)] }) as unknown as Insights

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('a cell that begins like %j is text', (cell) => {
  const [, row] = csvOf(of(cell), 'en').split('\r\n')
  expect(row!.replace(/^"/, '').startsWith("'")).toBe(true)
})

test('money has a decimal comma between semicolons, a point between commas', () => {
  expect(csvOf(of('2026-03-01'), 'pt')).toContain(';0,001500')
  expect(csvOf(of('2026-03-01'), 'en')).toContain(',0.001500')
})
