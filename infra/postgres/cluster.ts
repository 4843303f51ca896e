import { execFile, spawn } from 'node:child_process'
import { chmod, chown, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Told } from '../language/told.ts'
import type { Account } from './account.ts'
import { type Binaries, program } from './binaries.ts'
import { type Home, saveKeys } from './home.ts'
import { explainWrite } from './kept-file.ts'
import { findRunning, gone } from './running-server.ts'
import { explainServer } from './server-words.ts'

/**
 * Character classes come from here: with plain C, trigram and text search would not see "ã" as a letter.
 * Tried in order, since not every system has every name.
 */
const CHARACTER_TYPES = ['C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'pt_BR.UTF-8', 'C']

/** How long a server that an ended launcher left may take to stop, when its passwords have to be set anew. */
const STOPPED_WITHIN_MS = 15_000

/**
 * Makes the cluster when there is none yet. Throws, and changes nothing, when there is data that it does not understand,
 * data of another major version, or when the data that was there is gone.
 */
export async function ensureCluster(
  binaries: Binaries,
  home: Home,
  account: Account | undefined,
): Promise<void> {
  const found = await versionOf(home)
  const wanted = binaries.version.split('.')[0]
  if (found === wanted) {
    // A copy or a restored backup may have lost the mode, and the server refuses any other.
    if (process.getuid && ((await stat(home.data)).mode & 0o077) !== 0) await chmod(home.data, 0o700)
    if (home.keysWereLost) await renewPasswords(binaries, home, account)
    return
  }
  if (found) {
    throw new Told({
      en: `The data in ${home.data} is of PostgreSQL ${found}, this is ${wanted}: restore a backup into a new DATA_DIR.`,
      pt: `Os dados em ${home.data} são do PostgreSQL ${found}, este é o ${wanted}: restaure um backup em um DATA_DIR novo.`,
    })
  }
  if (home.keys.port) {
    throw new Told({
      en: `The database that belongs to ${home.dataDir} was in ${home.data} and is gone. Put it back or restore a backup; to begin anew with an empty one, delete ${join(home.dataDir, 'postgres.json')}.`,
      pt: `O banco de ${home.dataDir} estava em ${home.data} e sumiu. Devolva-o ao lugar ou restaure um backup; para começar com um banco vazio, apague ${join(home.dataDir, 'postgres.json')}.`,
    })
  }
  const draft = join(home.folder, 'data.new')
  const secret = join(home.folder, 'initial-password')
  await writeFile(secret, home.keys.superuserPassword, { mode: 0o600 }).catch(
    (error: NodeJS.ErrnoException) => {
      throw explainWrite(secret, error) ?? error
    },
  )
  if (account) await chown(secret, account.uid, account.gid)
  try {
    await initialise(binaries, draft, secret, home, account)
    await rename(draft, home.data)
  } finally {
    await rm(secret, { force: true })
  }
}

async function initialise(
  binaries: Binaries,
  data: string,
  secret: string,
  home: Home,
  account: Account | undefined,
): Promise<void> {
  const failures: string[] = []
  for (const characterType of CHARACTER_TYPES) {
    // A half-made cluster of an interrupted start would be refused.
    await rm(data, { recursive: true, force: true })
    const sort = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
    const done = await promisify(execFile)(
      program(binaries, 'initdb'),
      [
        `--pgdata=${data}`,
        '--username=postgres',
        `--pwfile=${secret}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        ...sort,
        `--lc-ctype=${characterType}`,
      ],
      { cwd: home.folder, env: {}, ...account },
    ).then(
      () => true,
      (error: Error & { stderr?: string }) => {
        failures.push(error.stderr || error.message)
        return false
      },
    )
    if (done) return
  }
  await rm(data, { recursive: true, force: true })
  throw explainServer(home.folder, failures[0] ?? '')
}

/** The major version a cluster was made by; undefined when there is none. Throws when it is not readable as one. */
async function versionOf(home: Home): Promise<string | undefined> {
  const inside = await readdir(home.data).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw explainServer(home.data, `could not open directory: ${error.message}`)
  })
  if (inside.length === 0) return undefined
  const path = join(home.data, 'PG_VERSION')
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  const version = typeof text === 'string' ? text.trim() : ''
  if (/^\d+$/.test(version)) return version
  const why =
    typeof text === 'string' ? `${path} contains an invalid version` : `could not open file: ${text.message}`
  throw explainServer(home.data, why)
}

/** Gives a cluster new passwords: whoever owns its files may, without knowing the old ones. */
async function renewPasswords(binaries: Binaries, home: Home, account: Account | undefined): Promise<void> {
  const orphan = await findRunning(home.data)
  if (orphan) {
    process.kill(orphan.pid, 'SIGINT')
    await gone(orphan.pid, STOPPED_WITHIN_MS)
  }
  const child = spawn(program(binaries, 'postgres'), ['--single', '-D', home.data, 'postgres'], {
    cwd: home.folder,
    env: {},
    stdio: ['pipe', 'ignore', 'pipe'],
    ...account,
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  child.stdin.on('error', () => undefined)
  // The password is of letters, digits, - and _ alone.
  child.stdin.end(`alter role postgres with password '${home.keys.superuserPassword}'\n`)
  const code = await new Promise<number | null>((settle, failed) =>
    child.once('error', failed).once('close', settle),
  )
  if (code !== 0 || /\b(ERROR|FATAL|PANIC):/.test(said)) throw explainServer(home.data, said)
  await saveKeys(home.dataDir, home.keys)
}
