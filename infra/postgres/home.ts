import { randomBytes } from 'node:crypto'
import { chmod, chown, lstat, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Account, OPEN_FOLDER } from './account.ts'

/** What must survive between starts, kept in DATA_DIR/postgres.json (0600). */
export interface Keys {
  id: string
  superuserPassword: string
  ownerPassword: string
  /** The port of the last run, asked for again so that addresses stay valid over a restart. */
  port?: number
}

/** Where one server lives: `folder` belongs to its user, `data` is the cluster, `log` its messages. */
export interface Home {
  dataDir: string
  folder: string
  data: string
  log: string
  keys: Keys
}

/** Opens (or makes) the server's home for a DATA_DIR. As root it lies in /var/tmp under the id kept in DATA_DIR. */
export async function openHome(dataDir: string, account: Account | undefined): Promise<Home> {
  const absolute = resolve(dataDir)
  await mkdir(absolute, { recursive: true })
  const keys = await readKeys(absolute)
  const folder = account ? join(OPEN_FOLDER, `plantao-${keys.id}`) : join(absolute, 'postgres')
  await mkdir(folder, { mode: 0o700 }).then(
    () => account && chown(folder, account.uid, account.gid),
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
  const owner = (await lstat(folder)).uid
  if (account && owner !== account.uid && owner !== 0) {
    throw new Error(
      `${folder} belongs to another user; remove ${join(absolute, 'postgres.json')} to start afresh`,
    )
  }
  if (account && owner === 0) await chown(folder, account.uid, account.gid)
  return { dataDir: absolute, folder, data: join(folder, 'data'), log: join(folder, 'server.log'), keys }
}

/** Keeps the keys in one step, so that a crash never leaves half a file. */
export async function saveKeys(dataDir: string, keys: Keys): Promise<void> {
  const path = join(dataDir, 'postgres.json')
  const draft = `${path}.${process.pid}`
  await writeFile(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 })
  await chmod(draft, 0o600)
  await rename(draft, path)
}

async function readKeys(dataDir: string): Promise<Keys> {
  const text = await readFile(join(dataDir, 'postgres.json'), 'utf8').catch(() => undefined)
  if (text !== undefined) return JSON.parse(text) as Keys
  const secret = () => randomBytes(24).toString('base64url')
  const keys = {
    id: randomBytes(8).toString('hex'),
    superuserPassword: secret(),
    ownerPassword: secret(),
  }
  await saveKeys(dataDir, keys)
  return keys
}
