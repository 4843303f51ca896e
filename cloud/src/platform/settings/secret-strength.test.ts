import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { weaknessOf } from './secret-strength.ts'

it('takes what chance makes, in every way that it is written', () => {
  for (let i = 0; i < 2_000; i++) {
    const bytes = randomBytes(24)
    for (const kind of ['hex', 'base64', 'base64url'] as const)
      expect(weaknessOf(bytes.toString(kind), { least: 32, different: 10 }), bytes.toString(kind)).toBeNull()
    const short = randomBytes(8).toString('hex')
    expect(weaknessOf(short, { least: 16, different: 4 }), short).toBeNull()
  }
})
