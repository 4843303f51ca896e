import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serverAccount } from '../postgres/account.ts'
import { openHome } from '../postgres/home.ts'
import { explainServer } from '../postgres/server-words.ts'
import { discardPostgres, startPostgres } from '../postgres/start-postgres.ts'
import { settleLastRun } from './last-run.ts'
import { explain } from './ports.ts'
import { openSecrets } from './secrets.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'plantao-fresh-'))
  await chmod(dataDir, 0o700)
})
afterEach(async () => {
  // What a test damaged on purpose would be told again; the folder goes as it is.
  await discardPostgres(dataDir).catch(() => undefined)
  await rm(dataDir, { recursive: true, force: true })
})

/** A database that was used once and stopped, and where its files lie. */
async function usedOnce() {
  const server = await startPostgres({ dataDir, durable: false })
  await server.stop()
  const home = await openHome(dataDir, await serverAccount())
  return { home, keys: join(dataDir, 'postgres.json') }
}

describe('files that hold what cannot be made again', () => {
  it.each(['', '{"jwtSecret": "half', '{"jwtSecret": 7}'])(
    'leaves secrets.json %j as it is',
    async (text) => {
      const path = join(dataDir, 'secrets.json')
      await writeFile(path, text)
      await expect(openSecrets(dataDir)).rejects.toThrow(path)
      expect(await readFile(path, 'utf8')).toBe(text)
    },
  )

  it('keeps the secrets of an older version and adds what it lacked', async () => {
    await writeFile(join(dataDir, 'secrets.json'), '{"jwtSecret": "old", "other": "kept"}')
    const secrets = await openSecrets(dataDir)
    expect(secrets.jwtSecret).toBe('old')
    expect(JSON.parse(await readFile(join(dataDir, 'secrets.json'), 'utf8'))).toMatchObject({
      ...secrets,
      other: 'kept',
    })
  })

  it('names a damaged running.json and says that nothing is lost', async () => {
    await writeFile(join(dataDir, 'running.json'), '{"launcher":')
    await expect(settleLastRun(dataDir)).rejects.toThrow(/running\.json/)
  })

  it('gives a database whose postgres.json was deleted new passwords, and keeps what is in it', async () => {
    const server = await startPostgres({ dataDir, durable: false })
    const first = server.url
    await server.stop()
    const home = await openHome(dataDir, await serverAccount())
    const mark = (await stat(join(home.data, 'PG_VERSION'))).ino
    await rm(join(dataDir, 'postgres.json'))
    const again = await startPostgres({ dataDir, durable: false })
    await again.stop()
    expect(again.url).not.toBe(first)
    const found = await openHome(dataDir, await serverAccount())
    expect((await stat(join(found.data, 'PG_VERSION'))).ino).toBe(mark)
  }, 30_000)

  it('tells damaged keys, a cluster without a version, without pg_control, and one that is gone; changes none', async () => {
    const { home, keys } = await usedOnce()
    const written = await readFile(keys, 'utf8')
    await writeFile(keys, written.slice(0, 40))
    await expect(startPostgres({ dataDir })).rejects.toThrow(keys)
    expect(await readFile(keys, 'utf8')).toBe(written.slice(0, 40))
    await writeFile(keys, written)

    const version = join(home.data, 'PG_VERSION')
    const text = await readFile(version, 'utf8')
    for (const broken of ['', 'x', '9']) {
      await writeFile(version, broken)
      await expect(startPostgres({ dataDir, durable: false })).rejects.toThrow(home.data)
    }
    await writeFile(version, text)

    await rm(join(home.data, 'global', 'pg_control'))
    await expect(startPostgres({ dataDir, durable: false })).rejects.toThrow(/is damaged/)
    expect(await readFile(keys, 'utf8')).toBe(written)

    await rm(home.data, { recursive: true })
    await expect(startPostgres({ dataDir, durable: false })).rejects.toThrow(/is gone/)
    expect(await readFile(keys, 'utf8')).toBe(written)
  }, 60_000)

  it('says what to do when a file stands where DATA_DIR should be', async () => {
    const file = join(dataDir, 'file')
    await writeFile(file, '')
    await expect(openSecrets(file)).rejects.toThrow('DATA_DIR')
  })

  const isRoot = process.getuid?.() === 0
  if (!isRoot) console.warn('SKIPPED a data folder of another user: only root can make one')
  it.skipIf(!isRoot)('refuses, as root, a database that an ordinary user began', async () => {
    await mkdir(join(dataDir, 'postgres'))
    await chown(join(dataDir, 'postgres'), 4321, 4321)
    await expect(startPostgres({ dataDir })).rejects.toThrow(/user number 4321/)
  })
})

describe('words', () => {
  it.each([
    ['FATAL:  could not write lock file: No space left on device', 'full'],
    ['PANIC:  could not locate a valid checkpoint record', 'damaged'],
    ['FATAL:  could not open shared memory segment "/PostgreSQL.1": No such file or directory', '/dev/shm'],
    ['initdb: error: could not look up effective user ID 12345: user does not exist', '/etc/passwd'],
    ['something never seen', 'server.log'],
  ])('explains %s', (said, word) => {
    const { message } = explainServer('/somewhere/data', said, 'server.log')
    expect(message).toContain(word)
    expect(message).toContain(said)
  })

  it('advises a port that anybody may open', async () => {
    expect(explain('PORT', 80, '127.0.0.1', 'EACCES')).toContain('PORT=8080')
    expect(explain('PORT', 65_500, '127.0.0.1', 'EADDRINUSE')).toContain('PORT=65400')
  })
})
