import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { ROOT } from './environment.ts'

/** Pages that vite builds: `config` makes `out` from `sources` (all paths from the repository's folder). */
interface Pages {
  config: string
  out: string
  sources: string[]
}

const PAGES: Pages[] = [
  { config: 'desktop/vite.config.ts', out: 'desktop/dist/renderer', sources: ['desktop/src', 'shared'] },
  {
    config: 'landing/vite.config.ts',
    out: 'landing/dist',
    sources: ['landing', 'shared', 'docs/tutorials', 'docs/pictures'],
  },
]

/** Builds the pages whose sources changed since their last build. Returns the folders that were built. */
export async function buildPages(): Promise<string[]> {
  const built: string[] = []
  // All are read before the first is built, so that a source that is not there is told at once.
  const wanted = await Promise.all(
    PAGES.map(async (pages) => {
      const sources = await fingerprint([...pages.sources, pages.config, 'package-lock.json'])
      return { ...pages, fingerprint: sources }
    }),
  )
  for (const pages of wanted) {
    const out = join(ROOT, pages.out)
    const stamp = join(out, '.sources')
    const known = await readFile(stamp, 'utf8').catch(() => '')
    if (known === pages.fingerprint) continue
    // Built aside and renamed, so that a start beside this one never serves half a build.
    const draft = `${out}.${process.pid}`
    await mkdir(dirname(draft), { recursive: true })
    await buildPage(join(ROOT, pages.config), draft)
    await writeFile(join(draft, '.sources'), pages.fingerprint)
    await rm(out, { recursive: true, force: true })
    await rename(draft, out)
    built.push(pages.out)
  }
  return built
}

/** One hash over the names and contents of files and folders; tests and earlier builds do not count. */
async function fingerprint(paths: string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of await filesOf(join(ROOT, path))) {
      hash.update(`${relative(ROOT, file)}\n`).update(await readFile(file))
    }
  }
  return hash.digest('hex')
}

async function filesOf(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return undefined
      throw error
    },
  )
  if (!entries) return [path]
  return entries
    .filter((entry) => entry.isFile() && !/\.(test|e2e)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](dist|dist\.\d+|node_modules)[\\/]/.test(file))
    .sort()
}

/** Runs vite's build as for production. Paths are absolute. */
export function buildPage(config: string, out: string): Promise<void> {
  const program = join(ROOT, 'node_modules/vite/bin/vite.js')
  const words = ['build', '--config', config, '--outDir', out, '--emptyOutDir', '--logLevel', 'warn']
  return new Promise((done, failed) => {
    // A test runner says NODE_ENV=test, and React would come in its slow development edition and be kept for `npm start`.
    const env = { ...process.env, NODE_ENV: 'production' }
    const child = spawn(process.execPath, [program, ...words], {
      cwd: dirname(config),
      env,
      stdio: 'inherit',
    })
    child.once('error', failed)
    child.once('exit', (code) => {
      if (code === 0) done()
      else failed(new Error(`Building with ${relative(ROOT, config)} failed (exit ${code})`))
    })
  })
}
