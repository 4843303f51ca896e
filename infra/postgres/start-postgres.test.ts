import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { serverAccount } from './account.ts'
import { openHome } from './home.ts'
import { gone } from './running-server.ts'
import { discardPostgres, startPostgres } from './start-postgres.ts'

let dataDir: string

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'plantao-launcher-'))
  await chmod(dataDir, 0o700)
})

afterEach(async () => {
  await discardPostgres(dataDir)
  await rm(dataDir, { recursive: true, force: true })
})

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row> {
  const client = new pg.Client(url)
  await client.connect()
  const answer = await client.query<Row>(sql)
  await client.end()
  return answer.rows[0]!
}

/** Another launcher process; it prints the server's process number and then hangs. */
async function otherLauncher(): Promise<{ launcher: ChildProcess; serverPid: number }> {
  const module = new URL('./start-postgres.ts', import.meta.url).href
  const script = `
    import { startPostgres } from ${JSON.stringify(module)}
    const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} })
    console.log(server.pid)`
  const launcher = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(launcher.stdout, 'data')
  return { launcher, serverPid: Number(line) }
}

it('serves a durable database owned by an ordinary role and keeps it over a restart', async () => {
  const first = await startPostgres({ dataDir })
  const facts = await ask(
    first.url,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits,
       current_setting('listen_addresses') as addresses, current_setting('password_encryption') as passwords,
       current_setting('is_superuser') as super, lower('NÃO') as letters,
       to_tsvector('portuguese', 'pães')::text as words`,
  )
  expect(facts).toMatchObject({
    fsync: 'on',
    commits: 'on',
    addresses: '127.0.0.1',
    passwords: 'scram-sha-256',
    super: 'off',
    letters: 'não',
    words: "'pã':1",
  })
  await ask(first.url, 'create table kept as select 41 + 1 as answer')
  await first.stop()
  expect(await gone(first.pid, 0)).toBe(true)

  const second = await startPostgres({ dataDir })
  expect(second.url).toBe(first.url)
  expect(await ask(second.url, 'select answer from kept')).toEqual({ answer: 42 })
  await second.stop()
})

it('keeps its passwords from other users', async () => {
  const server = await startPostgres({ dataDir, durable: false })
  const keys = join(dataDir, 'postgres.json')
  expect((await stat(keys)).mode & 0o777).toBe(0o600)
  const wrong = new URL(server.url)
  wrong.password = 'guess'
  await expect(ask(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/)
  await server.stop()
})

it('refuses a second launcher on the same DATA_DIR and leaves the first one running', async () => {
  const server = await startPostgres({ dataDir, durable: false })
  await expect(startPostgres({ dataDir })).rejects.toThrow(/Another Plantão is running/)
  expect(await ask(server.url, 'select 1 as one')).toEqual({ one: 1 })
  await server.stop()
})

it('adopts the server of a launcher that was killed, and can stop it', async () => {
  const { launcher, serverPid } = await otherLauncher()
  const end = once(launcher, 'exit')
  launcher.kill('SIGKILL')
  await end
  const server = await startPostgres({ dataDir })
  expect(server).toMatchObject({ pid: serverPid, adopted: true })
  expect(await ask(server.url, 'select 1 as one')).toEqual({ one: 1 })
  await server.stop()
  await server.ended
  expect(await gone(serverPid, 0)).toBe(true)
})

it('starts over the note of a killed server, even when its number belongs to another program', async () => {
  const killed = await startPostgres({ dataDir, durable: false })
  process.kill(killed.pid, 'SIGKILL')
  await killed.ended
  await killed.stop()
  const account = await serverAccount()
  const { data } = await openHome(dataDir, account)
  const note = join(data, 'postmaster.pid')
  const lines = (await readFile(note, 'utf8')).split('\n')
  await writeFile(note, [process.pid, ...lines.slice(1)].join('\n'))
  const server = await startPostgres({ dataDir, durable: false })
  expect(server.adopted).toBe(false)
  await server.stop()
})

it('lets two copies run side by side', async () => {
  const other = await mkdtemp(join(tmpdir(), 'plantao-launcher-'))
  const [one, two] = await Promise.all([
    startPostgres({ dataDir, durable: false }),
    startPostgres({ dataDir: other, durable: false }),
  ])
  expect(one.pid).not.toBe(two.pid)
  await Promise.all([one.stop(), two.stop()])
  await discardPostgres(other)
  await rm(other, { recursive: true, force: true })
})
