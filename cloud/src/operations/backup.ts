import { cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { seal } from './archive.ts'
import { backupName, expiredBackups } from './backup-files.ts'
import { type Counts, countRows } from './counts.ts'
import { oneAtATime, WORK } from './leftovers.ts'
import type { OffSite } from './off-site.port.ts'
import { connectionOf, type Programs, run } from './programs.ts'
import { withClient } from './with-client.ts'

export type BackupOptions = {
  /** A role that row-level security does not bind (superuser or BYPASSRLS): a backup must see every tenant. */
  databaseUrl: string
  /** Evolution's database, with the WhatsApp sessions in it; optional. */
  evolutionDatabaseUrl?: string
  /** Folders to take along under their own names: media, Evolution's instances. Those that do not exist are skipped. */
  folders: string[]
  /** Where backups are kept on this machine. */
  to: string
  /** An age recipient. */
  recipient: string
  /** A second place, away from this machine. */
  offSite?: OffSite
  programs?: Programs
  now: Date
}

/** What lies beside the dumps inside a backup. */
export type Manifest = { madeAt: string; counts: Counts; parts: string[] }

/**
 * Dumps, packs, encrypts, rotates, and sends a copy away. The database first, media after it: whatever a row names is
 * then in the backup. An interrupted run leaves no file that looks like a backup; what it left in the open, the next removes.
 * @returns the file made, its size in bytes, and what rotation removed
 */
export async function backUp(
  options: BackupOptions,
): Promise<{ file: string; bytes: number; removed: string[] }> {
  await mkdir(options.to, { recursive: true, mode: 0o700 })
  return oneAtATime(options.databaseUrl, options.to, () => make(options))
}

async function make(options: BackupOptions): Promise<{ file: string; bytes: number; removed: string[] }> {
  const work = await mkdtemp(join(options.to, WORK.backup))
  try {
    const parts = ['database.dump']
    const counts = await dumpCounted(options, join(work, 'database.dump'))
    if (options.evolutionDatabaseUrl) {
      await dump(options.evolutionDatabaseUrl, join(work, 'evolution.dump'), options.programs)
      parts.push('evolution.dump')
    }
    for (const folder of options.folders) {
      if (!(await isFolder(folder))) continue
      await cp(folder, join(work, 'folders', basename(folder)), { recursive: true })
      parts.push(`folders/${basename(folder)}`)
    }
    const manifest: Manifest = { madeAt: options.now.toISOString(), counts, parts }
    await writeFile(join(work, 'manifest.json'), JSON.stringify(manifest, null, 2))
    const file = join(options.to, backupName(options.now))
    await seal(work, file, options.recipient)
    await options.offSite?.put(basename(file), file)
    const removed = await rotate(options)
    return { file, bytes: (await stat(file)).size, removed }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Counts and dump are of one snapshot, so that they agree while the house goes on working. */
function dumpCounted({ databaseUrl, programs }: BackupOptions, file: string): Promise<Counts> {
  return withClient(databaseUrl, async (client) => {
    await client.query('begin isolation level repeatable read read only')
    const { rows } = await client.query<{ id: string }>('select pg_export_snapshot() as id')
    await dump(databaseUrl, file, programs, [`--snapshot=${rows[0]!.id}`])
    return countRows(client)
  })
}

async function dump(
  url: string,
  file: string,
  { folder }: Programs = {},
  more: string[] = [],
): Promise<void> {
  const { args, env } = connectionOf(url)
  const program = folder ? join(folder, 'pg_dump') : 'pg_dump'
  await run(program, [...args, '--format=custom', '--compress=6', '--file', file, ...more], { env })
}

async function rotate({ to, offSite }: BackupOptions): Promise<string[]> {
  const removed = expiredBackups(await readdir(to))
  for (const name of removed) await rm(join(to, name))
  if (offSite) for (const name of expiredBackups(await offSite.list())) await offSite.remove(name)
  return removed
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found?.isDirectory() ?? false
}
