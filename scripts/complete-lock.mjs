// npm writes a lock file only for what the registry at hand offers; a mirror that lacks the builds for other systems
// leaves them out, and then `npm ci` refuses the file everywhere. This adds the missing entries of optional packages.
// `node scripts/complete-lock.mjs` writes, `--check` only tells (exit 1 when something is missing).
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FILE = fileURLToPath(new URL('../package-lock.json', import.meta.url))
const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const PROCESSORS = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
]

const lock = JSON.parse(readFileSync(FILE, 'utf8'))
const missing = {}
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    // Only builds of an exact version can be written without asking a registry.
    if (isLocked(path, name) || !/^\d+\.\d+\.\d+/.test(version)) continue
    missing[`node_modules/${name}`] = entryOf(name, version, entry)
  }
}

const names = Object.keys(missing)
if (process.argv.includes('--check')) {
  for (const name of names) console.error(`package-lock.json lacks ${name}`)
  if (names.length > 0) console.error('Run: node scripts/complete-lock.mjs')
  process.exit(names.length > 0 ? 1 : 0)
}
const order = ([a], [b]) => (a < b ? -1 : 1)
lock.packages = Object.fromEntries(Object.entries({ ...lock.packages, ...missing }).sort(order))
if (names.length > 0) writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${names.length} entries added to package-lock.json`)

/** Whether `name`, asked for from `path`, is found there or in a folder above, as Node looks it up. */
function isLocked(path, name) {
  for (
    let at = path;
    ;
    at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : ''
  ) {
    if (lock.packages[at ? `${at}/node_modules/${name}` : `node_modules/${name}`]) return true
    if (!at) return false
  }
}

/** What npm would have written: for which machine the build is, read from its name. */
function entryOf(name, version, parent) {
  const words = name.split('/').at(-1).split('-')
  const cpu = PROCESSORS.find((one) => words.includes(one))
  const os = SYSTEMS.find((one) => words.includes(one))
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc'
  return {
    version,
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(parent.dev ? { dev: true } : {}),
    ...(os === 'linux' ? { libc: [libc] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  }
}
