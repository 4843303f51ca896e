import { expect, it } from 'vitest'
import { returnWords, type Stretch } from './return-words.ts'

const [first, second] = [new Date('2026-11-24T12:00:00Z'), new Date('2026-11-24T13:00:00Z')]
const nobody: Stretch = { wroteAt: null, answeredAt: null, historyAt: null }

it.each<[string, Partial<Stretch>, ReturnType<typeof returnWords>]>([
  ['nobody wrote', {}, null],
  ['only the company wrote', { answeredAt: first }, null],
  ['only words of long ago came to light', { historyAt: first }, null],
  ['the customer waited in vain', { wroteAt: first }, 'nobodyAnswered'],
  ['a person answered', { wroteAt: first, answeredAt: second }, 'returned'],
  ['the customer wrote after a person', { wroteAt: second, answeredAt: first }, 'returned'],
  ['the customer wrote, then words of long ago came to light', { wroteAt: first, historyAt: second }, null],
  [
    'words of long ago came to light, then the customer wrote',
    { wroteAt: second, historyAt: first },
    'returned',
  ],
  [
    'words of long ago came to light behind a person’s',
    { wroteAt: first, answeredAt: first, historyAt: second },
    'returned',
  ],
])('when %s', (_name, part, expected) => {
  expect(returnWords({ ...nobody, ...part })).toBe(expected)
})
