import { expect, it } from 'vitest'
import { parsePreferences } from './preferences.ts'

it('remembers what is valid and forgets the rest', () => {
  const defaults = parsePreferences(null)
  expect(parsePreferences('{"theme":"dark","language":"xx","sound":"loud"}')).toEqual({
    ...defaults,
    theme: 'dark',
  })
  expect(parsePreferences('not json')).toEqual(defaults)
  expect(parsePreferences('[]')).toEqual(defaults)
})
