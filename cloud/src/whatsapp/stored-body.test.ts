import fc from 'fast-check'
import { expect, it } from 'vitest'
import { storedBody } from './stored-body.ts'

it('leaves out the token of the instance and nothing else', () => {
  const body = { event: 'x', data: { apikey: 'stays', text: 'olá \n 👍' }, apikey: 'secret' }
  expect(JSON.parse(storedBody(body))).toEqual({ event: 'x', data: { apikey: 'stays', text: 'olá \n 👍' } })
})

it('drops NUL and heals broken surrogates, but not what only looks like an escape', () => {
  const heal = (text: string) => JSON.parse(storedBody({ text })).text
  expect(heal('a\0b')).toBe('ab')
  expect(heal('a\ud83d')).toBe('a\ufffd')
  expect(heal('👍')).toBe('👍')
  expect(heal('\\u0000')).toBe('\\u0000')
  expect(heal('\\\0')).toBe('\\')
  expect(heal('\\ud83d')).toBe('\\ud83d')
  expect(Object.keys(JSON.parse(storedBody({ 'k\0': 1 })))).toEqual(['k'])
})

it('answers JSON without NUL and lone surrogates for every text', () => {
  const unit = fc.constantFrom('\0', '\ud800', '\udfff', '\\', 'u', '0', '"', 'a', '\u001f', '👍')
  fc.assert(
    fc.property(fc.array(unit), (units) => {
      const text = units.join('')
      const kept = JSON.parse(storedBody({ text })).text as string
      expect(kept).toBe(text.toWellFormed().replaceAll('\0', ''))
    }),
  )
})
