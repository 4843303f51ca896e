import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { watchBackups } from './backup-metrics.ts'
import { createMetrics } from './metrics.ts'

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

async function scraped(files: Record<string, number>): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'plantao-backups-'))
  folders.push(folder)
  for (const [name, second] of Object.entries(files)) {
    await writeFile(join(folder, name), '')
    await utimes(join(folder, name), second, second)
  }
  const metrics = createMetrics()
  watchBackups(metrics, folder)
  return /^plantao_backup_timestamp_seconds (.*)$/m.exec(await metrics.registry.metrics())?.[1]
}

it('tells when the newest backup was finished; what is still being written is none', async () => {
  expect(
    await scraped({ 'plantao-a.tar.age': 100, 'plantao-b.tar.age': 300, 'plantao-c.tar.age.part': 900 }),
  ).toBe('300')
})

it('says 0 while there is none, and when the folder is gone', async () => {
  expect(await scraped({})).toBe('0')
  const metrics = createMetrics()
  watchBackups(metrics, '/nowhere/at/all')
  expect(await metrics.registry.metrics()).toMatch(/^plantao_backup_timestamp_seconds 0$/m)
})
