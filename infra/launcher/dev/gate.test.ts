import { expect, it } from 'vitest'
import { createGate } from './gate.ts'

it('lets nobody through while it is shut, and everybody who waited when it opens', async () => {
  const gate = createGate()
  const through: string[] = []
  const first = gate.passed().then(() => through.push('first'))
  gate.shut()
  await Promise.resolve()
  expect(through).toEqual([])
  gate.open()
  await first
  await gate.passed()
  gate.shut()
  const second = gate.passed().then(() => through.push('second'))
  await Promise.resolve()
  expect(through).toEqual(['first'])
  gate.open()
  await second
  expect(through).toEqual(['first', 'second'])
})
