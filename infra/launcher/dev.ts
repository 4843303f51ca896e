import { join, relative, sep } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '../postgres/free-port.ts'
import { readFlags } from './dev/flags.ts'
import { type Front, openFront } from './dev/front.ts'
import { createGate } from './dev/gate.ts'
import { createRestarts } from './dev/restarts.ts'
import { devSummary } from './dev/summary.ts'
import { createTerminal } from './dev/terminal.ts'
import { type Restarted, WATCHED, whichService } from './dev/which-service.ts'
import { ROOT, readLauncherEnvironment, SettingError } from './environment.ts'
import { type Plantao, startPlantao } from './plantao.ts'

// npm run dev: the house as `npm start` brings it up, with its logs here, and every change shown at once.
const begun = performance.now()
const abort = new AbortController()
let house: Plantao | undefined
let front: Front | undefined

const colours = process.stdout.isTTY === true && !process.env.NO_COLOR
const terminal = createTerminal({ colours, write: (text) => process.stdout.write(text) })
const say = (line: string) => terminal.line('dev', line)
/** Shut while the cloud starts: who asks meanwhile waits. */
const gate = createGate()

const restarts = createRestarts({
  async restart(name) {
    const service = house?.services.find((one) => one.name === name)
    if (!service) return
    if (name === 'cloud') gate.shut()
    await service.restart()
    if (name === 'cloud') gate.open()
  },
  onBegin: (name, why) => say(`${why}: restarting the ${name} …`),
  onDone: (name, seconds) => say(`The ${name} is back (${seconds.toFixed(1)} s)`),
  onFailure: (name) => say(`The ${name} did not start; it tries again at the next change.`),
})

async function leave(code: number): Promise<void> {
  await restarts.stop()
  await front?.close()
  await house?.stop()
  process.exit(code)
}

// A terminal and npm both pass a Ctrl+C on, so it may arrive twice: only the first one counts.
let asked = false
function askedToStop(): void {
  if (asked) return
  asked = true
  say('Stopping …')
  abort.abort(new SettingError('Stopped before it was ready.'))
  if (house) leave(0).catch(die)
}

function die(error: unknown): void {
  const known = error instanceof SettingError
  console.error(`\n${known ? error.message : `Plantão could not go on: ${(error as Error).message}`}\n`)
  process.exit(1)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, askedToStop)
process.on('disconnect', askedToStop)
// The terminal may be gone while we still have services to stop.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)

/** What a person types, with Enter. */
const KEYS: Record<string, () => void> = {
  r: () => restarts.ask('cloud', 'you asked'),
  s: () => restarts.ask('sandbox', 'you asked'),
  q: askedToStop,
}

/** A restart for each change of a source, and the keys. */
function listenForChanges({ watcher }: Front): void {
  watcher.add(WATCHED.map((folder) => join(ROOT, folder)))
  watcher.on('all', (_event, path) => {
    const file = relative(ROOT, path).split(sep).join('/')
    const service: Restarted | undefined = whichService(file)
    if (service) restarts.ask(service, file)
  })
  createInterface({ input: process.stdin }).on('line', (line) => KEYS[line.trim().toLowerCase()]?.())
}

try {
  const flags = readFlags(process.argv.slice(2))
  const environment = readLauncherEnvironment()
  const cloudPort = await freePort()
  house = await startPlantao(environment, say, abort.signal, {
    withDemoConversations: true,
    development: {
      cloudPort,
      inspect: flags.inspect,
      onLine: (name, line) => terminal.line(name, line),
      onEnd: (name, how) => say(`The ${name} ended by itself (${how}); it starts again at the next change.`),
    },
  })
  const demo = house.played.includes('WhatsApp')
  front = await openFront({ environment, cloudPort, gate, demo, say: (line) => terminal.line('pages', line) })
  gate.open()
  listenForChanges(front)
  if (flags.lively) await house.run('demo', 'infra/demo/lively.ts', [house.sandboxUrl ?? ''])
  const seconds = (performance.now() - begun) / 1000
  if (!asked) {
    console.log(devSummary({ house, publicUrl: environment.publicUrl, flags, seconds, colours }))
  }
  if (asked) await leave(0)
  const reason = await house.failure
  console.error(`\nPlantão stops: ${reason}.`)
  await leave(1)
} catch (error) {
  if (asked) process.exit(0)
  await leave(1).catch(() => undefined)
  die(error)
}
