import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AlikeIndex } from './alike-index.ts'
import { gistOf, likeness } from './likeness.ts'

/** Words that meet each other by stem, by synonym and by one error. */
const WORDS = [
  'bolo',
  'bolos',
  'chocolate',
  'chocolat',
  'chocloate',
  'encanamento',
  'encanamneto',
  'preço',
  'custa',
  'valor',
  'horário',
  'abre',
  'entrega',
  'entregam',
  'motoboy',
  'matriz',
  'filial',
  'garantia',
  '12',
  '24',
]
const question = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 8 })
  .map((words) => words.join(' '))

it('finds those alike, as alike as `likeness` says', () => {
  fc.assert(
    fc.property(fc.array(question, { maxLength: 12 }), question, (known, asked) => {
      const index = new AlikeIndex()
      const gists = known.map(gistOf)
      for (const gist of gists) index.add(gist)
      const gist = gistOf(asked)
      const alike = index.alike(gist)
      expect(gists.map((_, at) => alike.get(at) ?? 0)).toEqual(gists.map((other) => likeness(gist, other)))
    }),
    { numRuns: 500 },
  )
})
