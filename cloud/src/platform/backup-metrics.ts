import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Metrics } from './metrics.ts'

/**
 * Tells when the newest backup in a folder was finished, in seconds since 1970; 0 while there is none or the folder cannot be
 * read, which is no better. Only whoever sees the folder can tell, so only one process is given it.
 */
export function watchBackups(metrics: Metrics, folder: string): void {
  const newest = metrics.gauge('backup_timestamp_seconds', 'When the newest backup was finished')
  metrics.onScrape([newest], async () => newest.set(await newestIn(folder).catch(() => 0)))
}

async function newestIn(folder: string): Promise<number> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.tar.age'))
  const files = await Promise.all(names.map((name) => stat(join(folder, name))))
  return Math.max(0, ...files.map(({ mtimeMs }) => mtimeMs / 1000))
}
