import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { KEPT_MS } from '../engine/backfill.ts'
import { memoryCache } from '../engine/cache.memory.ts'
import type { Cache } from '../engine/cache.port.ts'
import { readIfThere, replaceFile } from './files.ts'
import type { Journal } from './journal.ts'
import { type Keyring, secretFile } from './secret-file.ts'

const DAY = 24 * 3600_000

type Deps = { kind: 'sqlite' | 'memory'; folder: string; keyring: Keyring | null; journal: Journal }

/** Gives each member of this machine a cache of their own. */
export function cachesIn({ kind, folder, keyring, journal }: Deps): (memberId: string) => Promise<Cache> {
  if (kind === 'memory') {
    const caches = new Map<string, Cache>()
    return async (memberId) => {
      const found = caches.get(memberId) ?? memoryCache()
      caches.set(memberId, found)
      return found
    }
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  forgetAbandoned(folder, Date.now())
  return async (memberId) => {
    // Loaded only when used, so that a machine where the library cannot load still runs on memory.
    const { sqliteCache } = await import('./cache.sqlite.ts')
    const path = join(folder, `${memberId.replace(/[^\w-]/g, '')}.db`)
    const unreadable = () => journal.note('cache.unreadable')
    const cache = sqliteCache({ path, key: keyOf(folder, keyring) }, Date.now, unreadable)
    const daily = setInterval(() => cache.forgetOld(), DAY)
    return {
      ...cache,
      close: async () => {
        clearInterval(daily)
        await cache.close()
      },
    }
  }
}

/**
 * Deletes caches that nobody opened for thirty days: whoever signed in here once and was removed since never comes back to be
 * told, and all that lies in them is past its time. `now` in milliseconds.
 */
export function forgetAbandoned(folder: string, now: number): void {
  const files = readdirSync(folder).filter((name) => /\.db(-wal|-shm|\.unreadable)?$/.test(name))
  const newest = new Map<string, number>()
  for (const name of files) {
    const member = memberOf(name)
    newest.set(member, Math.max(newest.get(member) ?? 0, statSync(join(folder, name)).mtimeMs))
  }
  for (const name of files)
    if (now - newest.get(memberOf(name))! > KEPT_MS) rmSync(join(folder, name), { force: true })
}

/**
 * The key of this machine's caches, made once. Without a keyring it lies beside them, readable by this person only:
 * queued replies must survive a restart, and then the disk's own encryption is what protects them.
 */
function keyOf(folder: string, keyring: Keyring | null): Buffer {
  if (keyring) {
    const file = secretFile(join(folder, 'cache.key'), keyring)
    const known = file.read()
    if (known) return Buffer.from(known, 'hex')
    const made = randomBytes(32)
    file.write(made.toString('hex'))
    return made
  }
  const path = join(folder, 'cache.key.plain')
  const known = readIfThere(path)
  if (known) return Buffer.from(known.toString(), 'hex')
  const made = randomBytes(32)
  replaceFile(path, made.toString('hex'))
  return made
}

/** Whose a cache's file is: what stands before `.db`. */
function memberOf(file: string): string {
  return file.split('.db', 1)[0]!
}
