import { execFile } from 'node:child_process'
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Told } from '../language/told.ts'
import { type Binaries, program } from './binaries.ts'

/** The unprivileged user the server runs as; absent when we already are an ordinary user. */
export interface Account {
  uid: number
  gid: number
}

/** Kept until somebody removes it; every Linux has the folder above. */
export const STATE_FOLDER = '/var/lib/plantao'
/** Every user may write here, but many systems clear what was not touched for 30 days: for throw-away data alone. */
export const PASSING_FOLDER = '/var/tmp'

/** Postgres refuses to run as root, so root runs it as `nobody`, which every Unix has. */
export async function serverAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const ask = async (flag: string) => Number((await promisify(execFile)('id', [flag, 'nobody'])).stdout)
  return { uid: await ask('-u'), gid: await ask('-g') }
}

/** Whether every user may enter a folder: `nobody` cannot pass a home of mode 0700. */
export async function isOpenToAll(folder: string): Promise<boolean> {
  const { mode } = await stat(folder)
  if ((mode & 0o001) === 0) return false
  return dirname(folder) === folder || isOpenToAll(dirname(folder))
}

/** Makes root's folder for what must stay; false where the system has no place for it (or it may not be written). */
export async function makeStateFolder(): Promise<boolean> {
  const made = await mkdir(STATE_FOLDER, { mode: 0o755 }).catch((error: NodeJS.ErrnoException) => error.code)
  if (made !== undefined && made !== 'EEXIST') return false
  const found = await lstat(STATE_FOLDER)
  return found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0
}

/**
 * The build where the server's user can run it: as npm installed it, else a copy, made once per version and made anew
 * when files of it are missing or differ. Each place is tried, since a disk may be mounted noexec.
 * Throws when no place lets that user run programs.
 */
export async function runnableBy(account: Account, binaries: Binaries): Promise<Binaries> {
  if (await runs(binaries, account)) return binaries
  const places = (await makeStateFolder()) ? [STATE_FOLDER, PASSING_FOLDER] : [PASSING_FOLDER]
  const reasons: string[] = []
  for (const place of places) {
    try {
      const copy = await copyTo(join(place, `plantao-postgres-${binaries.version}`), binaries)
      if (await runs(copy, account)) return copy
      reasons.push(`${place} (noexec?)`)
    } catch (error) {
      reasons.push(`${place} (${(error as Error).message})`)
    }
  }
  throw new Told({
    en: `PostgreSQL does not run as root, and the user "nobody" may run programs in none of these: ${[binaries.root, ...reasons].join(', ')}. Start Plantão as an ordinary user, or set DATABASE_URL to a server of yours.`,
    pt: `O PostgreSQL não roda como root, e o usuário "nobody" não pode rodar programas em nenhum destes lugares: ${[binaries.root, ...reasons].join(', ')}. Inicie o Plantão com um usuário comum ou defina DATABASE_URL com um servidor seu.`,
  })
}

function runs(binaries: Binaries, account: Account): Promise<boolean> {
  // Both: a library or the time-zone data may be closed where the first program is not.
  const tries = (['postgres', 'initdb'] as const).map((name) =>
    promisify(execFile)(program(binaries, name), ['--version'], { cwd: '/', env: {}, ...account }),
  )
  return Promise.all(tries).then(
    () => true,
    () => false,
  )
}

/** Several launchers may race: each fills a folder of its own and renames it, the first one wins. */
async function copyTo(root: string, binaries: Binaries): Promise<Binaries> {
  const copy = { ...binaries, root }
  const found = await lstat(root).catch(() => undefined)
  if (found && (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0)) {
    // A copy that someone else prepared in a folder open to all is refused, not run.
    throw new Error(`${root} does not belong to root; remove it and start again`)
  }
  if (found && (await isWhole(root, binaries.root))) return copy
  const draft = await mkdtemp(`${root}.`)
  try {
    await cp(binaries.root, draft, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
    await openForAll(draft)
    // A broken copy goes aside first: a server that still runs from it keeps its open files.
    if (found) await rename(root, `${draft}.old`).catch(() => undefined)
    await rename(draft, root)
  } catch (error) {
    if (!(await isWhole(root, binaries.root))) throw error
  } finally {
    await rm(draft, { recursive: true, force: true })
    await rm(`${draft}.old`, { recursive: true, force: true })
  }
  return copy
}

/** Whether a copy has every file of the original, of the same size and time: clearing removes files one by one. */
async function isWhole(copy: string, original: string): Promise<boolean> {
  for (const entry of await readdir(original, { withFileTypes: true, recursive: true })) {
    if (entry.isDirectory()) continue
    const path = join(entry.parentPath, entry.name)
    const [wanted, found] = await Promise.all([
      lstat(path),
      lstat(join(copy, path.slice(original.length))).catch(() => undefined),
    ])
    if (found?.uid !== 0 || found.size !== wanted.size) return false
    // A link's own time is not kept by a copy.
    if (!entry.isSymbolicLink() && Math.abs(found.mtimeMs - wanted.mtimeMs) > 1_000) return false
  }
  return true
}

async function openForAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    const isProgram = entry.isDirectory() || entry.parentPath === join(folder, 'bin')
    await chmod(path, isProgram ? 0o755 : 0o644)
  }
}
