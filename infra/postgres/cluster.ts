import { execFile } from 'node:child_process'
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Account } from './account.ts'
import { type Binaries, program } from './binaries.ts'
import type { Home } from './home.ts'

/**
 * Character classes come from here: with plain C, trigram and text search would not see "ã" as a letter.
 * Tried in order, since not every system has every name.
 */
const CHARACTER_TYPES = ['C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'pt_BR.UTF-8', 'C']

/** Makes the cluster when there is none yet. Throws when the data is of another major version. */
export async function ensureCluster(
  binaries: Binaries,
  home: Home,
  account: Account | undefined,
): Promise<void> {
  const found = await readFile(join(home.data, 'PG_VERSION'), 'utf8').catch(() => undefined)
  const wanted = binaries.version.split('.')[0]
  if (found?.trim() === wanted) return
  if (found) {
    throw new Error(
      `The data in ${home.data} is of PostgreSQL ${found.trim()}, this is ${wanted}: restore a backup into a new DATA_DIR.`,
    )
  }
  const draft = join(home.folder, 'data.new')
  const secret = join(home.folder, 'initial-password')
  await writeFile(secret, home.keys.superuserPassword, { mode: 0o600 })
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
  throw new Error(`PostgreSQL could not make its data folder:\n${failures[0]}`)
}
