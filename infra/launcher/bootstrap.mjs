// Runs on the machine's own Node (18 or newer) before anything is installed, so it imports nothing of ours.
// It installs what is missing, finds Node 24 and hands over to the command.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const MODULES = join(ROOT, 'node_modules')
const COMMANDS = {
  start: 'infra/launcher/start.ts',
  dev: 'infra/launcher/dev.ts',
  test: 'infra/launcher/test.ts',
  'test:unit': 'infra/launcher/test-unit.ts',
  'test:watch': 'infra/launcher/test-watch.ts',
  check: 'infra/launcher/check.ts',
  schema: 'infra/launcher/schema.ts',
  bench: 'infra/bench/main.ts',
  'e2e:web': 'infra/launcher/e2e-web.ts',
  desktop: 'infra/launcher/desktop.ts',
  'e2e:desktop': 'infra/launcher/e2e-desktop.ts',
  dist: 'infra/launcher/dist.ts',
}
const WANTED_MAJOR = 24
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

const [command = '', ...args] = process.argv.slice(2)
const entry = COMMANDS[command]
if (!entry) fail(`Unknown command "${command}". Known: ${Object.keys(COMMANDS).join(', ')}`)

alone(() => {
  if (!isInstalled()) install()
})
handOver(findNode())

function isInstalled() {
  const written = join(MODULES, '.package-lock.json')
  if (!existsSync(written)) return false
  const stamp = join(MODULES, '.plantao-lock')
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === lockHash()
  // Someone ran npm by hand: then npm's own note tells, by its age.
  if (statSync(written).mtimeMs < statSync(join(ROOT, 'package-lock.json')).mtimeMs) return false
  writeFileSync(stamp, lockHash())
  return true
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')
}

function install() {
  console.log('Installing packages (npm ci), first time takes a minute or two …')
  // NODE_ENV=production or an omit setting would leave out the tools the commands need.
  const done = npm(['ci', '--include=dev', '--include=optional'])
  if (done.status !== 0)
    fail(`npm ci failed (${done.error?.message ?? `exit ${done.status ?? done.signal}`}).`)
  writeFileSync(join(MODULES, '.plantao-lock'), lockHash())
}

/** npm under the Node that runs it outside, never under the one inside node_modules that it is about to replace. */
function npm(words) {
  const env = { ...process.env, PATH: outsidePath() }
  const { npm_execpath: cli } = process.env
  const node = outsideNode()
  if (cli && node) return spawnSync(node, [cli, ...words], { cwd: ROOT, env, stdio: 'inherit' })
  return spawnSync('npm', words, { cwd: ROOT, env, stdio: 'inherit', shell: process.platform === 'win32' })
}

/** The Node that runs npm, when it is not ours; ours is gone while packages are being installed. */
function outsideNode() {
  const { npm_node_execpath: node } = process.env
  if (node && existsSync(node) && !node.startsWith(MODULES)) return node
  return process.execPath.startsWith(MODULES) ? undefined : process.execPath
}

function outsidePath() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.filter((folder) => !folder.startsWith(MODULES)).join(delimiter)
}

/** Two commands started at once on a fresh clone: one installs, the other waits for it. */
function alone(work) {
  const lock = join(
    tmpdir(),
    `plantao-install-${createHash('sha256').update(ROOT).digest('hex').slice(0, 16)}`,
  )
  let announced = false
  while (!take(lock)) {
    if (!announced) console.log('Another command is installing packages here; waiting …')
    announced = true
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  }
  const release = () => rmSync(lock, { recursive: true, force: true })
  process.once('exit', release)
  work()
  release()
  process.removeListener('exit', release)
}

function take(lock) {
  const note = join(lock, 'pid')
  try {
    mkdirSync(lock)
    writeFileSync(note, String(process.pid))
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (holderIsAlive(lock, note)) return false
  rmSync(lock, { recursive: true, force: true })
  return false
}

function holderIsAlive(lock, note) {
  try {
    process.kill(Number(readFileSync(note, 'utf8')) || Number.NaN, 0)
    return true
  } catch (error) {
    if (error.code === 'EPERM') return true
    if (error.code === 'ESRCH') return false
    // The note is not written yet; a holder that died before writing it is given up after five seconds.
    const made = statSync(lock, { throwIfNoEntry: false })
    return made !== undefined && Date.now() - made.mtimeMs < 5_000
  }
}

/** The path of a Node 24 or newer: the installed package's, else this machine's own. */
function findNode() {
  const folder = join(MODULES, 'node')
  const installed = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (isNew(installed)) return installed
  if (isNew(process.execPath)) return process.execPath
  // `--ignore-scripts` leaves out the step that fetches the program.
  console.log(`Fetching Node ${WANTED_MAJOR} …`)
  spawnSync(outsideNode() ?? 'node', ['installArchSpecificPackage.js'], {
    cwd: folder,
    env: { ...process.env, PATH: outsidePath(), npm_config_global: 'false' },
    stdio: 'inherit',
  })
  if (isNew(installed)) return installed
  return fail(
    `Node ${WANTED_MAJOR} is needed and could not be fetched; this machine has ${process.version}.\n` +
      `  Install Node ${WANTED_MAJOR} from https://nodejs.org, or run "npm rebuild node" with network access.`,
  )
}

function isNew(node) {
  const said = spawnSync(node, ['--version'], { encoding: 'utf8' })
  return said.status === 0 && Number.parseInt(said.stdout.slice(1), 10) >= WANTED_MAJOR
}

function handOver(node) {
  // That Node first: programs of .bin start with whatever `node` the PATH names.
  const path = [dirname(node), join(MODULES, '.bin'), outsidePath()].join(delimiter)
  const env = { ...process.env, PATH: path }
  // The channel is how the command learns that this process was killed: it closes.
  const child = spawn(node, [join(ROOT, entry), ...args], {
    cwd: ROOT,
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal))
  followNpm(() => child.connected && child.disconnect())
  child.on('error', (error) => fail(error.message))
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    for (const name of SIGNALS) process.removeAllListeners(name)
    process.kill(process.pid, signal)
  })
}

/**
 * npm passes on what it is told, but cannot when it is killed outright: then we have lost our parent.
 * (The scripts say `exec`, since npm passes signals to a shell that would die and leave us running; where there is
 * no exec, on Windows, the part after `||` runs.)
 */
function followNpm(stop) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && stop(), 100).unref()
}

function fail(message) {
  console.error(`\nPlantão: ${message}`)
  process.exit(1)
}
