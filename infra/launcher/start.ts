import { Told } from '../language/told.ts'
import { logEnd } from './child.ts'
import { readLauncherEnvironment, SettingError } from './environment.ts'
import { type Plantao, startPlantao } from './plantao.ts'
import { summary } from './summary.ts'

// npm start: bring the house up, say where it is, stay until told to stop.
const begun = performance.now()
const abort = new AbortController()
let house: Plantao | undefined

async function leave(code: number): Promise<void> {
  await house?.stop()
  process.exit(code)
}

// A terminal and npm both pass a Ctrl+C on, so it may arrive twice: only the first one counts.
let asked = false
function askedToStop(): void {
  if (asked) return
  asked = true
  console.log('\nStopping …')
  abort.abort(new SettingError('Stopped before it was ready.'))
  if (house) leave(0).catch(die)
}

function die(error: unknown): void {
  const known = error instanceof Told
  console.error(`\n${known ? error.message : `Plantão could not go on: ${(error as Error).message}`}\n`)
  process.exit(1)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, askedToStop)
process.on('disconnect', askedToStop)
// The terminal may be gone while we still have services to stop.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)

try {
  const environment = readLauncherEnvironment()
  const say = (line: string) => console.log(`  ${line}`)
  house = await startPlantao(environment, say, abort.signal, { withDemoConversations: true })
  const colours = process.stdout.isTTY === true && !environment.given.NO_COLOR
  const seconds = (performance.now() - begun) / 1000
  if (!asked) console.log(summary(house, environment.publicUrl, seconds, colours))
  if (asked) await leave(0)
  const reason = await house.failure
  console.error(`\nPlantão stops: ${reason}.`)
  for (const log of house.logs) {
    if (reason.startsWith(log.replace(/^.*[\\/]|\.log$/g, ''))) console.error(await logEnd(log))
  }
  await leave(1)
} catch (error) {
  if (asked) process.exit(0)
  die(error)
}
