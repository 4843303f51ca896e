import { expect, it } from 'vitest'
import { deviceOf, withPerson } from './known-device.ts'

const key = new Uint8Array(32).fill(7)
const DONA = 'dona@x.example'

it('knows a device by the e-mail that signed in on it, and by no other', () => {
  const kept = withPerson(key, DONA, undefined)
  const name = deviceOf(key, DONA, kept)
  expect(name).toMatch(/^[0-9a-f]{32}$/)
  expect(deviceOf(key, DONA, withPerson(key, DONA, kept)), 'the same one stays').toBe(name)
  expect(deviceOf(key, 'outra@x.example', kept)).toBeNull()
  expect(deviceOf(new Uint8Array(32).fill(8), DONA, kept), 'sealed with our key alone').toBeNull()
  expect(deviceOf(key, DONA, withPerson(key, DONA, undefined)), 'each device has its own').not.toBe(name)
})

it('remembers five people, the latest first', () => {
  let kept: string | undefined
  const people = Array.from({ length: 6 }, (_, i) => `p${i}@x.example`)
  for (const person of people) kept = withPerson(key, person, kept)
  expect(people.map((person) => deviceOf(key, person, kept) !== null)).toEqual([
    false,
    true,
    true,
    true,
    true,
    true,
  ])
  kept = withPerson(key, people[1]!, kept)
  kept = withPerson(key, 'new@x.example', kept)
  expect(deviceOf(key, people[1]!, kept)).not.toBeNull()
  expect(deviceOf(key, people[2]!, kept)).toBeNull()
  expect(kept.length).toBeLessThanOrEqual(500)
})

it('takes nothing that it did not seal', () => {
  const kept = withPerson(key, DONA, undefined)
  const bytes = Buffer.from(kept, 'base64url')
  for (let at = 0; at < bytes.length; at++) {
    const forged = Buffer.from(bytes)
    forged[at]! ^= 1
    expect(deviceOf(key, DONA, forged.toString('base64url'))).toBeNull()
  }
  for (const odd of ['', '.', '....', 'x', `${kept}x`, 'a'.repeat(500), '%', '\0'])
    expect(deviceOf(key, DONA, odd)).toBeNull()
})
