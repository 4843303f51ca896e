import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { weaknessOf } from './secret-strength.ts'

it('takes what chance makes, in every way that it is written', () => {
  // The same chance in every run: a placeholder stands by accident in some ten of a million.
  for (let i = 0; i < 2_000; i++) {
    const bytes = createHash('sha256').update(String(i)).digest().subarray(0, 24)
    for (const kind of ['hex', 'base64', 'base64url'] as const)
      expect(weaknessOf(bytes.toString(kind), { least: 32, different: 10 }), bytes.toString(kind)).toBeNull()
    const short = bytes.subarray(0, 8).toString('hex')
    expect(weaknessOf(short, { least: 16, different: 6 }), short).toBeNull()
  }
})
