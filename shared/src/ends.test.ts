import { expect, it } from 'vitest'
import { withoutEnd } from './ends.ts'

it.each([
  ['exemplo.com.br/!.', 'exemplo.com.br'],
  ['...', ''],
  ['', ''],
  ['a.b', 'a.b'],
])('takes the marks off the end of "%s"', (text, bare) => {
  expect(withoutEnd(text, /[.!/]/)).toBe(bare)
})
