import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { ROOT } from '../environment.ts'

/** What `npm run dev` reads. Packages are linked, not copied. */
const READ = [
  'cloud',
  'desktop',
  'landing',
  'shared',
  'infra',
  'docs/tutorials',
  'docs/pictures',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
]
const LEFT_OUT = new Set(['node_modules', 'dist', 'test', 'fixtures', 'data'])

/** A repository in a folder of its own, whose sources a test may change. */
export interface CopiedRepository {
  root: string
  remove(): Promise<void>
}

/** Copies the repository's sources to a new folder and links its packages, its own workspaces to the copies. */
export async function copyRepository(): Promise<CopiedRepository> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'plantao-copy-')))
  for (const path of READ) {
    const filter = (source: string) => source === join(ROOT, path) || !LEFT_OUT.has(basename(source))
    await cp(join(ROOT, path), join(root, path), { recursive: true, filter })
  }
  const modules = join(ROOT, 'node_modules')
  for (const name of await readdir(modules)) {
    if (name !== '@plantao' && !name.startsWith('.')) await link(modules, name, root)
  }
  await mkdir(join(root, 'node_modules/@plantao'))
  for (const name of await readdir(join(modules, '@plantao'))) {
    const workspace = relative(ROOT, await realpath(join(modules, '@plantao', name)))
    await symlink(join(root, workspace), join(root, 'node_modules/@plantao', name), 'junction')
  }
  return { root, remove: () => rm(root, { recursive: true, force: true }) }
}

async function link(modules: string, name: string, root: string): Promise<void> {
  await mkdir(join(root, 'node_modules'), { recursive: true })
  await symlink(join(modules, name), join(root, 'node_modules', name), 'junction')
}
