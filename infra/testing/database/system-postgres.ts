import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { serverAccount } from '../../postgres/account.ts'
import { freePort } from '../../postgres/free-port.ts'

const VERSIONS = '/usr/lib/postgresql'
const PASSWORD = 'superuser-of-a-test'

/** A PostgreSQL of the system's own packages, with its tools beside it. */
export type SystemPostgres = {
  /** Folder of initdb, pg_dump and pg_restore, all of one version. */
  programs: string
  superuser: (database: string) => string
  /** Makes the empty database `plantao` of an owner who is no superuser; answers the owner's connection. */
  emptyDatabase: () => Promise<string>
  stop: () => Promise<void>
}

/** The newest installed version's folder of programs; undefined when the server package is not installed. */
export function systemPostgres(): string | undefined {
  if (!existsSync(VERSIONS)) return undefined
  const folders = readdirSync(VERSIONS)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(VERSIONS, version, 'bin'))
  return folders.find((folder) => existsSync(join(folder, 'initdb')))
}

/** Starts a throw-away cluster on a free port of the loopback. */
export async function startSystemPostgres(programs: string): Promise<SystemPostgres> {
  const account = await serverAccount()
  const folder = await mkdtemp('/var/tmp/plantao-system-postgres-')
  if (account) await chown(folder, account.uid, account.gid)
  const secret = join(folder, 'password')
  await writeFile(secret, PASSWORD, { mode: 0o644 })
  const data = join(folder, 'data')
  const words = [
    '-D',
    data,
    '-U',
    'postgres',
    `--pwfile=${secret}`,
    '--auth=scram-sha-256',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  ]
  await promisify(execFile)(join(programs, 'initdb'), words, { cwd: folder, ...account })
  const port = await freePort()
  const settings = [
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
    '-c',
    'fsync=off',
  ]
  const server = spawn(join(programs, 'postgres'), ['-D', data, ...settings], {
    cwd: folder,
    stdio: 'ignore',
    ...account,
  })
  const superuser = (database: string) => `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${database}`
  await answering(superuser('postgres'))
  return {
    programs,
    superuser,
    emptyDatabase: async () => {
      await asSuperuser(superuser('postgres'), "create role plantao login createrole password 'owner'")
      await asSuperuser(superuser('postgres'), 'create database plantao owner plantao')
      return `postgres://plantao:owner@127.0.0.1:${port}/plantao`
    },
    stop: async () => {
      const gone = once(server, 'exit')
      server.kill('SIGINT')
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function answering(url: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await asSuperuser(url, 'select 1')
    } catch (error) {
      if (tries === 200) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

async function asSuperuser(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
