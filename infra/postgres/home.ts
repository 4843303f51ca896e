import { randomBytes } from 'node:crypto'
import { chown, lstat, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Told } from '../language/told.ts'
import { type Account, isOpenToAll, makeStateFolder, PASSING_FOLDER, STATE_FOLDER } from './account.ts'
import { explainWrite, readKept, writeKept } from './kept-file.ts'
import { findRunning } from './running-server.ts'

/** What must survive between starts, kept in DATA_DIR/postgres.json (0600). */
export interface Keys {
  id: string
  superuserPassword: string
  ownerPassword: string
  /** The port of the last run, asked for again so that addresses stay valid over a restart. Absent until one succeeded. */
  port?: number
  /** Where root's cluster lies. Absent: an ordinary user's, or one made before this was written down. */
  folder?: string
}

/** Where one server lives: `folder` belongs to its user, `data` is the cluster, `log` its messages. */
export interface Home {
  dataDir: string
  folder: string
  data: string
  log: string
  keys: Keys
  /** The cluster is there but its keys were gone: these are new ones, which it does not know yet. */
  keysWereLost: boolean
}

/** A note in root's folder: the DATA_DIR it belongs to, to find it again when postgres.json is gone. */
const OWNER_NOTE = 'belongs-to'

/**
 * Opens (or makes) the server's home for a DATA_DIR. It lies in DATA_DIR/postgres, but root's, which `nobody` serves, in
 * /var/lib/plantao when `nobody` could not get to DATA_DIR (and in /var/tmp when it is to be thrown away).
 * @param passing the data is thrown away soon
 */
export async function openHome(
  dataDir: string,
  account: Account | undefined,
  passing = false,
): Promise<Home> {
  const absolute = resolve(dataDir)
  await mkdir(absolute, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw explainWrite(absolute, error) ?? error
  })
  if (account) await refuseOthers(join(absolute, 'postgres'), account)
  const known = await readKeys(absolute)
  const lost = known ? undefined : await findLost(absolute, account)
  const keys = known ?? { ...newKeys(), ...(lost && account ? { folder: lost } : {}) }
  const folder = account
    ? (keys.folder ?? (known ? await oldPlace(keys) : await newPlace(absolute, keys.id, passing)))
    : join(absolute, 'postgres')
  const placed = account ? { ...keys, folder } : keys
  await makeFolder(folder, account)
  if (account) await writeFile(join(folder, OWNER_NOTE), `${absolute}\n`)
  // New keys are written before the cluster that they are for; those for a cluster that is there, after it knows them.
  if (!lost && (!known || placed.folder !== known.folder)) await saveKeys(absolute, placed)
  const data = join(folder, 'data')
  const log = join(folder, 'server.log')
  return { dataDir: absolute, folder, data, log, keys: placed, keysWereLost: lost !== undefined }
}

/** Keeps the keys in one step, so that a crash never leaves half a file. */
export async function saveKeys(dataDir: string, keys: Keys): Promise<void> {
  await writeKept(join(dataDir, 'postgres.json'), keys)
}

/**
 * Root's cluster in /var/tmp, made by an earlier version, is brought to where nothing clears it.
 * @returns the home as it is now, and whether it still lies where it may be cleared
 */
export async function bringHome(home: Home): Promise<{ home: Home; mayBeCleared: boolean }> {
  if (dirname(home.folder) !== PASSING_FOLDER) return { home, mayBeCleared: false }
  if ((await findRunning(home.data)) || !(await makeStateFolder())) return { home, mayBeCleared: true }
  const folder = join(STATE_FOLDER, home.keys.id)
  try {
    await rename(home.folder, folder)
  } catch {
    // Another disk: it stays where it is.
    return { home, mayBeCleared: true }
  }
  const keys = { ...home.keys, folder }
  await saveKeys(home.dataDir, keys)
  const moved = { ...home, keys, folder, data: join(folder, 'data'), log: join(folder, 'server.log') }
  return { home: moved, mayBeCleared: false }
}

function readKeys(dataDir: string): Promise<Keys | undefined> {
  return readKept(join(dataDir, 'postgres.json'), isKeys, {
    en: 'Put it back from a backup; or move it away and start again: the database stays and gets new passwords.',
    pt: 'Recupere-o de um backup; ou tire-o do lugar e comece de novo: o banco fica e recebe senhas novas.',
  })
}

function isKeys(content: unknown): content is Keys {
  const keys = content as Partial<Keys> | null
  const texts = [keys?.id, keys?.superuserPassword, keys?.ownerPassword]
  if (!texts.every((text) => typeof text === 'string' && text !== '')) return false
  if (keys?.folder !== undefined && typeof keys.folder !== 'string') return false
  return keys?.port === undefined || Number.isInteger(keys.port)
}

function newKeys(): Keys {
  const secret = () => randomBytes(24).toString('base64url')
  return { id: randomBytes(8).toString('hex'), superuserPassword: secret(), ownerPassword: secret() }
}

/** The folder of a cluster of this DATA_DIR whose keys are gone; undefined when there is none. */
async function findLost(dataDir: string, account: Account | undefined): Promise<string | undefined> {
  const inside = join(dataDir, 'postgres')
  if (await exists(join(inside, 'data'))) return inside
  if (!account) return undefined
  const names = await readdir(STATE_FOLDER).catch(() => [])
  const passing = (await readdir(PASSING_FOLDER).catch(() => [])).filter((name) =>
    /^plantao-[\da-f]{16}$/.test(name),
  )
  const places = [
    ...names.map((name) => join(STATE_FOLDER, name)),
    ...passing.map((name) => join(PASSING_FOLDER, name)),
  ]
  for (const place of places) {
    const owner = await readFile(join(place, OWNER_NOTE), 'utf8').catch(() => '')
    if (owner.trim() === dataDir && (await exists(join(place, 'data')))) return place
  }
  return undefined
}

/** Where a version that wrote no folder down put it, or brought it before it could write that down. */
async function oldPlace(keys: Keys): Promise<string> {
  const moved = join(STATE_FOLDER, keys.id)
  return (await exists(moved)) ? moved : join(PASSING_FOLDER, `plantao-${keys.id}`)
}

async function newPlace(dataDir: string, id: string, passing: boolean): Promise<string> {
  if (passing) return join(PASSING_FOLDER, `plantao-${id}`)
  if (await isOpenToAll(dataDir)) return join(dataDir, 'postgres')
  return (await makeStateFolder()) ? join(STATE_FOLDER, id) : join(PASSING_FOLDER, `plantao-${id}`)
}

/** Root must not make a second, empty database beside that of an ordinary user. */
async function refuseOthers(folder: string, account: Account): Promise<void> {
  const found = await lstat(folder).catch(() => undefined)
  if (!found || found.uid === 0 || found.uid === account.uid) return
  throw new Told({
    en: `The database in ${folder} belongs to user number ${found.uid}. Start as that user (sudo -u '#${found.uid}' npm start), not as root; or set DATA_DIR to another folder.`,
    pt: `O banco em ${folder} é do usuário número ${found.uid}. Inicie com esse usuário (sudo -u '#${found.uid}' npm start), não como root; ou defina DATA_DIR com outra pasta.`,
  })
}

async function makeFolder(folder: string, account: Account | undefined): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EEXIST') throw explainWrite(folder, error as NodeJS.ErrnoException) ?? error
  }
  const found = await lstat(folder)
  const mine = account
    ? found.uid === account.uid || found.uid === 0
    : !process.getuid || found.uid === process.getuid()
  if (!found.isDirectory() || !mine) {
    throw new Told({
      en: `${folder} belongs to another user (number ${found.uid}). Start as that user, or set DATA_DIR to another folder. Nothing was changed.`,
      pt: `${folder} é de outro usuário (número ${found.uid}). Inicie com esse usuário ou defina DATA_DIR com outra pasta. Nada foi alterado.`,
    })
  }
  if (account && found.uid === 0) await chown(folder, account.uid, account.gid)
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
