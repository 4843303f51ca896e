import { expect, it } from 'vitest'
import { actionOf, KEYS } from './key-table.ts'

it('gives every key one meaning', () => {
  const keys = KEYS.flatMap((each) => each.keys)
  expect(new Set(keys).size).toBe(keys.length)
  expect(actionOf('E')).toBe('giveBack')
  expect(actionOf('ArrowDown')).toBe('down')
  expect(actionOf('z')).toBeNull()
})
