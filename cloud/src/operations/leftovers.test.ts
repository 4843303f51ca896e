import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { oneAtATime } from './leftovers.ts'

const soon = { timeout: 50_000, interval: 20 }
let database: TestDatabase
let folder: string
let backups: string
let programs: string

beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'plantao-leftovers-'))
  programs = join(folder, 'bin')
  await mkdir(programs)
  // A dump of plain text that takes its time.
  await writeFile(
    join(programs, 'pg_dump'),
    '#!/bin/sh\nwhile [ "$1" != --file ]; do shift; done\necho "Dona Genoveva" > "$2"\nexec sleep 600\n',
  )
  await chmod(join(programs, 'pg_dump'), 0o755)
})
afterAll(async () => {
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  backups = await mkdtemp(join(folder, 'backups-'))
})

/** `plantao backup`, until the dump lies in the open; answers the running program. */
async function begun() {
  const main = fileURLToPath(new URL('../plantao.ts', import.meta.url))
  const child = spawn(process.execPath, [main, 'backup'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
    env: {
      PATH: [programs, dirname(process.execPath), process.env.PATH ?? ''].join(delimiter),
      BACKUP_DATABASE_URL: database.url,
      BACKUP_DIR: backups,
      BACKUP_RECIPIENT: await identityToRecipient(await generateX25519Identity()),
      DATA_DIR: join(folder, 'data'),
    },
  })
  let said = ''
  child.stderr.on('data', (data) => (said += data))
  const ended = once(child, 'exit')
  await vi.waitFor(async () => {
    expect(said).toBe('')
    expect((await readdir(backups, { recursive: true })).some((name) => name.endsWith('database.dump'))).toBe(
      true,
    )
  }, soon)
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    const [code] = await ended
    // What it started goes too, as with a container.
    process.kill(-child.pid!, 'SIGKILL')
    return code
  }
  return { end }
}

it('a backup that is asked to end leaves nothing in the open', async () => {
  const { end } = await begun()
  expect(await end('SIGTERM')).toBe(143)
  expect(await readdir(backups)).toEqual([])
})

it('what one left that was killed outright, the next removes; whole backups stay', async () => {
  const { end } = await begun()
  await end('SIGKILL')
  await mkdir(join(backups, 'plantao-restore-x'))
  await writeFile(join(backups, 'plantao-2026-11-24T03-00-00Z.tar.age.part'), 'half')
  await writeFile(join(backups, 'plantao-2026-11-23T03-00-00Z.tar.age'), 'whole')
  expect(await readdir(backups)).toHaveLength(4)
  const left = await vi.waitFor(() => oneAtATime(database.url, backups, () => readdir(backups)), soon)
  expect(left).toEqual(['plantao-2026-11-23T03-00-00Z.tar.age'])
})

it('a second one beside the first is refused, and takes nothing from it', async () => {
  const work = join(backups, '.work-mine')
  await mkdir(work)
  await oneAtATime(database.url, join(folder, 'elsewhere'), async () => {
    const second = oneAtATime(database.url, backups, async () => undefined)
    await expect(second).rejects.toThrow('another backup or restore of this database is under way')
  })
  expect(await readdir(backups)).toEqual(['.work-mine'])
})
