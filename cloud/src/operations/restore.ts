import { chown, cp, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { ensureRoles, migrate } from '../platform/migrate.ts'
import { unseal } from './archive.ts'
import type { Manifest } from './backup.ts'
import { type Counts, countRows, differences } from './counts.ts'
import { oneAtATime, WORK } from './leftovers.ts'
import { connectionOf, type Programs, run } from './programs.ts'
import { withClient } from './with-client.ts'

export type RestoreOptions = {
  file: string
  /** An age identity. */
  identity: string
  /** The owner's connection, as the cloud uses it. Its database must exist and be empty. */
  databaseUrl: string
  /** A superuser's connection to the same database. */
  adminUrl: string
  /** Evolution's empty database; its dump is left out without it. */
  evolutionDatabaseUrl?: string
  /** Where each folder of the backup goes, by its name; others are left out. */
  folders: Record<string, string>
  programs?: Programs
}

/**
 * Brings a backup into an empty database, then brings that to today's schema.
 * @returns the rows of each table as restored, before any newer migration
 * @throws when the database is not empty, the identity does not fit, or the counts differ from the backup's
 */
export function restore(options: RestoreOptions): Promise<Counts> {
  return oneAtATime(options.adminUrl, tmpdir(), () => bringBack(options))
}

async function bringBack(options: RestoreOptions): Promise<Counts> {
  await refuseUnlessEmpty(options.adminUrl)
  const work = await mkdtemp(join(tmpdir(), WORK.restore))
  try {
    await unseal(options.file, work, options.identity)
    const manifest = JSON.parse(await readFile(join(work, 'manifest.json'), 'utf8')) as Manifest
    // Roles belong to the cluster, not to the dump; what the dump grants and owns needs them.
    await withClient(options.databaseUrl, (client) => ensureRoles(client, options.databaseUrl))
    await load(options.adminUrl, join(work, 'database.dump'), options.programs)
    if (options.evolutionDatabaseUrl && manifest.parts.includes('evolution.dump')) {
      await load(options.evolutionDatabaseUrl, join(work, 'evolution.dump'), options.programs)
    }
    await restoreFolders(work, options.folders)
    const counts = await withClient(options.adminUrl, countRows)
    const wrong = differences(manifest.counts, counts)
    if (wrong.length > 0) throw new Error(`The restored counts differ:\n${wrong.join('\n')}`)
    await migrate(options.databaseUrl)
    return counts
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function refuseUnlessEmpty(url: string): Promise<void> {
  const { rows } = await withClient(url, (client) =>
    client.query<{ n: number }>(
      `select count(*)::int as n from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind = 'r'`,
    ),
  )
  if (rows[0]!.n > 0)
    throw new Error(`The database has ${rows[0]!.n} tables; restore only into an empty one.`)
}

async function load(url: string, file: string, { folder }: Programs = {}): Promise<void> {
  const { args, env } = connectionOf(url)
  const program = folder ? join(folder, 'pg_restore') : 'pg_restore'
  const words = [...args, '--dbname', env.PGDATABASE ?? '', '--exit-on-error', '--single-transaction', file]
  await run(program, words, { env })
}

async function restoreFolders(work: string, targets: Record<string, string>): Promise<void> {
  const found = await readdir(join(work, 'folders')).catch(() => [])
  for (const name of found) {
    const target = targets[basename(name)]
    if (!target) continue
    await mkdir(target, { recursive: true })
    await cp(join(work, 'folders', name), target, { recursive: true })
    if (process.getuid?.() === 0) await giveTo(await stat(dirname(target)), target)
  }
}

/** Root restores, others read: a folder belongs to whom the folder around it belongs. */
async function giveTo({ uid, gid }: { uid: number; gid: number }, folder: string): Promise<void> {
  await chown(folder, uid, gid)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    await chown(join(entry.parentPath, entry.name), uid, gid)
}
