import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { cachesIn, forgetAbandoned } from './caches.ts'
import { createJournal } from './journal.ts'

const root = mkdtempSync(join(tmpdir(), 'plantao-caches-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const NOW = Date.parse('2026-11-24T12:00:00Z')
const DAY = 86_400_000

it('a cache that nobody opened for thirty days goes, with all that lies beside it, and no other', () => {
  const folder = mkdtempSync(join(root, 'old-'))
  const put = (name: string, days: number) => {
    writeFileSync(join(folder, name), 'x')
    const at = new Date(NOW - days * DAY)
    utimesSync(join(folder, name), at, at)
  }
  for (const name of ['left.db', 'left.db-wal', 'left.db-shm', 'left.db.unreadable']) put(name, 31)
  put('here.db', 40)
  // Written last: whoever is at work writes to the log first.
  put('here.db-wal', 1)
  put('cache.key.plain', 400)
  forgetAbandoned(folder, NOW)
  expect(readdirSync(folder).sort()).toEqual(['cache.key.plain', 'here.db', 'here.db-wal'])
})

it('what is wiped leaves nothing of an older file that could not be read, either', async () => {
  const folder = mkdtempSync(join(root, 'wiped-'))
  const caches = cachesIn({ kind: 'sqlite', folder, keyring: null, journal: createJournal(Date.now) })
  const cache = await caches('member-1')
  await cache.commit({ drafts: { a: 'segredo do cliente' }, cursor: 7 })
  writeFileSync(join(folder, 'member-1.db.unreadable'), 'x')
  await cache.wipe()
  await cache.close()
  expect(existsSync(join(folder, 'member-1.db.unreadable'))).toBe(false)
  const again = await caches('member-1')
  expect(await again.load()).toMatchObject({ drafts: {}, cursor: null })
  await again.close()
})
