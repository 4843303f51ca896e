import { execFile } from 'node:child_process'
import { chmod, cp, lstat, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'

/** The unprivileged user the server runs as; absent when we already are an ordinary user. */
export interface Account {
  uid: number
  gid: number
}

/** Where an unprivileged user may read programs and keep data, however closed our own folder is. */
export const OPEN_FOLDER = '/var/tmp'

/** Postgres refuses to run as root, so root runs it as `nobody`, which every Unix has. */
export async function serverAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const ask = async (flag: string) => Number((await promisify(execFile)('id', [flag, 'nobody'])).stdout)
  return { uid: await ask('-u'), gid: await ask('-g') }
}

/**
 * A copy of the build that any user can read, made once per version: `nobody` cannot enter a 0700 home.
 * Several launchers may race: each fills a folder of its own and renames it, the first one wins.
 */
export async function worldReadable(binaries: Binaries): Promise<Binaries> {
  const root = join(OPEN_FOLDER, `plantao-postgres-${binaries.version}`)
  const copy = { ...binaries, root }
  if (await isOurs(root)) return copy
  const draft = await mkdtemp(`${root}.`)
  try {
    await cp(binaries.root, draft, { recursive: true, verbatimSymlinks: true })
    await openForAll(draft)
    await rename(draft, root)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (!(await isOurs(root))) throw error
  }
  return copy
}

/** The folder is world-writable, so a copy someone else prepared there is refused, not run. */
async function isOurs(root: string): Promise<boolean> {
  const found = await lstat(root).catch(() => undefined)
  if (!found) return false
  if (found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0) return true
  throw new Error(`${root} exists but does not belong to root; remove it and start again`)
}

async function openForAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    const program = entry.isDirectory() || entry.parentPath === join(folder, 'bin')
    await chmod(path, program ? 0o755 : 0o644)
  }
}
