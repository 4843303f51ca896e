import { expect, it } from 'vitest'
import { withNonce } from './policy.ts'

it('lets scripts and styles in that bear the nonce, and nothing else', () => {
  const policy = "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:"
  expect(withNonce(policy, 'abc')).toBe(
    "default-src 'none';script-src 'self' 'nonce-abc';style-src 'self' 'nonce-abc';img-src 'self' data:",
  )
})
