import { renameSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3-multiple-ciphers'
import { migrate } from './cache.schema.ts'

export type CacheFile = {
  path: string
  /** 32 bytes; the whole file is encrypted with it (ChaCha20-Poly1305). */
  key: Buffer
}

/** Another process writes this file: one console per member and machine. */
export class CacheBusyError extends Error {}

const codeOf = (error: unknown) => (error as { code?: string }).code ?? ''

/**
 * Opens a member's file, making or migrating it. One that cannot be read with this key (another machine's copy, a lost
 * keyring, a broken disk) is put aside as `<path>.unreadable` and a new one begins; `onUnreadable` hears of it.
 */
export function openCacheFile(file: CacheFile, onUnreadable: () => void): Database.Database {
  try {
    return open(file)
  } catch (error) {
    if (codeOf(error).startsWith('SQLITE_BUSY')) throw new CacheBusyError('the cache is open elsewhere')
    if (!['SQLITE_NOTADB', 'SQLITE_CORRUPT'].includes(codeOf(error))) throw error
  }
  onUnreadable()
  renameSync(file.path, `${file.path}.unreadable`)
  for (const beside of ['-wal', '-shm']) rmSync(file.path + beside, { force: true })
  return open(file)
}

function open({ path, key }: CacheFile): Database.Database {
  if (key.length !== 32) throw new Error('the key of a cache has 32 bytes')
  const database = new Database(path, { timeout: 2000 })
  try {
    database.pragma("cipher = 'chacha20'")
    database.pragma(`key = "x'${key.toString('hex')}'"`)
    // One writer: the lock is taken by the first read and given back only when the process ends, however it ends.
    database.pragma('locking_mode = exclusive')
    database.pragma('journal_mode = wal')
    // A queued reply survives a power cut too; consoles write seldom enough for one fsync each.
    database.pragma('synchronous = full')
    database.pragma('temp_store = memory')
    migrate(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
