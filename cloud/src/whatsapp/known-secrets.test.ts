import { expect, it } from 'vitest'
import type { Database } from '../platform/database.ts'
import { createKnownSecrets } from './known-secrets.ts'
import { secretHash } from './secret.ts'

/** A database with these secrets, its clock and what it was asked. */
function door(secrets: string[]) {
  let now = 0
  let isAway = false
  const asked: number[] = []
  const lookup = async (_sql: string, [hashes]: [Buffer[]]) => {
    if (isAway) throw new Error('away')
    asked.push(hashes.length)
    return hashes.map((hash) => ({ known: secrets.some((secret) => secretHash(secret).equals(hash)) }))
  }
  const db = { lookup } as unknown as Database
  const known = createKnownSecrets({ db, clock: { now: () => new Date(now) } })
  return {
    asked,
    secrets,
    ask: (secret: string) => known.isKnown(secretHash(secret)),
    forget: (secret: string) => known.forget(secretHash(secret)),
    turn: (ms: number) => {
      now += ms
    },
    away: (away: boolean) => {
      isAway = away
    },
  }
}

it('asks once for ten minutes about a right secret, and once in two seconds about a wrong one', async () => {
  const { ask, asked, turn } = door(['right'])
  for (let i = 0; i < 3; i++) expect([await ask('right'), await ask('wrong')]).toEqual([true, false])
  expect(asked).toEqual([1, 1])
  turn(2_000)
  expect([await ask('right'), await ask('wrong')]).toEqual([true, false])
  expect(asked).toHaveLength(3)
  turn(10 * 60_000)
  await ask('right')
  expect(asked).toHaveLength(4)
})

it('takes a secret that was wrong two seconds ago, and refuses one it was told to forget', async () => {
  const { ask, forget, secrets, turn } = door([])
  expect(await ask('new')).toBe(false)
  secrets.push('new')
  turn(2_000)
  expect(await ask('new')).toBe(true)
  secrets.length = 0
  expect(await ask('new'), 'the door’s own statement will refuse it').toBe(true)
  forget('new')
  expect(await ask('new')).toBe(false)
})

it('fails while the database is away, but for what it knows, and remembers no failure', async () => {
  const { ask, away } = door(['right', 'other'])
  await ask('right')
  away(true)
  expect(await ask('right')).toBe(true)
  await expect(ask('other')).rejects.toThrow('away')
  away(false)
  expect(await ask('other')).toBe(true)
})

it('forgets no right secret for any number of guesses', async () => {
  const { ask, asked } = door(['right'])
  await ask('right')
  for (let i = 0; i < 12_000; i++) await ask(`guess-${i}`)
  const before = asked.length
  await ask('right')
  expect(asked).toHaveLength(before)
  await ask('guess-11999')
  expect(asked).toHaveLength(before)
  await ask('guess-0')
  expect(asked).toHaveLength(before + 1)
})
