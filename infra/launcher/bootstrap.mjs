// Runs on the machine's own Node (18 or newer) before anything is installed, so it imports nothing but bootstrap/.
// It looks whether the command can run here, installs what is missing under a Node 24, and hands over to the command.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { alone } from './bootstrap/alone.mjs'
import { COMMANDS, whyRefused } from './bootstrap/commands.mjs'
import { fail } from './bootstrap/fail.mjs'
import { whyPortsTaken } from './bootstrap/free-ports.mjs'
import { followParent, handOver, SIGNALS } from './bootstrap/hand-over.mjs'
import { install } from './bootstrap/install.mjs'
import { lookAtMachine, makesDatabase, whyNotHere } from './bootstrap/machine.mjs'
import { findNode } from './bootstrap/node.mjs'
import { findNpm, stopNpm } from './bootstrap/npm.mjs'
import { isInstalled } from './bootstrap/packages.mjs'
import { readSettings } from './bootstrap/settings.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** What we fetch for ourselves and the lock around it; npm empties node_modules, so it cannot lie there. */
const TOOLS = join(ROOT, '.tools')

const [name = '', ...words] = process.argv.slice(2)
const refused = whyRefused(name, words)
if (refused) fail(refused)
const command = COMMANDS[name]
const settings = readSettings(ROOT, process.env)
const unfit = whyNotHere(lookAtMachine(), {
  database: command.database && makesDatabase(ROOT, name, settings),
})
if (unfit) fail(unfit)

const node = await prepare()
handOver(node, ROOT, [join(ROOT, command.file), ...words])

/** The Node to run the command under, when everything is installed. */
async function prepare() {
  const ready = readyNode()
  if (ready) return ready
  if (name === 'start' || name === 'dev') {
    const taken = await whyPortsTaken(settings)
    if (taken) fail(taken)
  }
  // Whoever ends us ends npm, or the next start would run a second one beside it.
  const leave = () => {
    stopNpm()
    process.exit(1)
  }
  for (const signal of SIGNALS) process.on(signal, leave)
  followParent(leave)
  const installed = await alone(join(TOOLS, 'installing'), async () => readyNode() ?? install(ROOT, TOOLS))
  for (const signal of SIGNALS) process.removeListener(signal, leave)
  return installed
}

function readyNode() {
  const found = findNode(TOOLS, findNpm(process.env, process.execPath))
  return found && isInstalled(ROOT) ? found.node : undefined
}
