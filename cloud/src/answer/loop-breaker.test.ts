import { expect, test } from 'vitest'
import { loopBreaker, type Spoken } from './loop-breaker.ts'

const start = Date.parse('2026-03-02T12:00:00Z')
function talk(lines: [Spoken['author'], string][], stepMs: number): Spoken[] {
  return lines.map(([author, text], index) => ({ author, text, at: new Date(start + index * stepMs) }))
}
const pair = (ask: string, say: string): [Spoken['author'], string][] => [
  ['contact', ask],
  ['ai', say],
]

test('an empty or short conversation is no loop', () => {
  expect(loopBreaker([])).toBe(false)
  expect(loopBreaker(talk([...pair('oi', 'Olá'), ...pair('oi', 'Olá')], 9000))).toBe(false)
})

test('the same exchange three times in a row is one, however slow', () => {
  const same = pair('Digite 1 para vendas', 'Não entendi')
  expect(loopBreaker(talk([...same, ...same, ...same], 600_000))).toBe(true)
  expect(loopBreaker(talk([...same, ...same, ...same, ['contact', 'digite 1  para vendas']], 1000))).toBe(
    true,
  )
})

test('a different word in between, or a person, breaks the row', () => {
  const same = pair('oi', 'Olá')
  expect(loopBreaker(talk([...same, ...same, ...pair('preço?', 'R$ 5'), ...same], 9000))).toBe(false)
  expect(loopBreaker(talk([...same, ...same, ['member', 'Aqui é a Ana'], ...same], 9000))).toBe(false)
})

test('more than twenty bot messages within the last minute are one', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, i) => pair(`p${i}`, `r${i}`)).flat()
  expect(loopBreaker(talk(lines(21), 1000))).toBe(true)
  expect(loopBreaker(talk(lines(20), 1000))).toBe(false)
  expect(loopBreaker(talk(lines(30), 10_000))).toBe(false)
})
