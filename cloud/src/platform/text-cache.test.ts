import fc from 'fast-check'
import { expect, it } from 'vitest'
import { TextCache } from './text-cache.ts'

it('makes once what it keeps, and forgets what was not used for longest', () => {
  const made: string[] = []
  const kept = new TextCache<string>(96)
  const get = (text: string) =>
    kept.get(text, () => {
      made.push(text)
      return text.toUpperCase()
    })
  const texts = Array.from({ length: 32 }, (_, at) => String(at).padStart(3, '0'))
  for (const text of texts) get(text)
  expect(get('000')).toBe('000')
  expect(made).toEqual(texts)
  get('new')
  get('000')
  expect(made).toEqual([...texts, 'new'])
  get('001')
  expect(made.at(-1)).toBe('001')
})

it('never takes more room than it has, whatever texts come', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 60 })), (texts) => {
      const kept = new TextCache<number>(400)
      for (const text of texts) {
        expect(kept.get(text, (one) => one.length)).toBe(text.length)
        expect(kept.used).toBeLessThanOrEqual(400)
      }
    }),
  )
})
