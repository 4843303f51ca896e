import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { discardPostgres, startPostgres } from '../../postgres/start-postgres.ts'
import type { Report } from '../report.ts'
import { startGround } from './ground.ts'
import { watchProcess } from './run.ts'
import { DOORS, fuzzDoor } from './targets.ts'

const COUNT = 100_000
const PEOPLE = 40

/**
 * `bench fuzz [count] [seed] [--door=NAME]`: malformed payloads at every door of a whole house on real PostgreSQL. The seed is printed; a
 * finding names its number, so that it can be sent again.
 */
export async function run(report: Report): Promise<void> {
  const words = process.argv.slice(3)
  const [count = COUNT, seed = Date.now() % 1_000_000] = words
    .filter((word) => /^\d+$/.test(word))
    .map(Number)
  const chosen = words.find((word) => word.startsWith('--door='))?.split('=')[1]
  const doors = DOORS.filter((door) => !chosen || chosen.split(',').includes(door))
  // Not as a figure: those are rounded.
  console.error(`fuzz: seed ${seed}, ${count} payloads a door`)
  const dataDir = await mkdtemp(join(tmpdir(), 'plantao-fuzz-'))
  const postgres = await startPostgres({ dataDir, durable: false })
  const watched = watchProcess()
  const ground = await startGround({ databaseUrl: postgres.url, people: PEOPLE })
  let found = 0
  try {
    for (const door of doors) {
      const { sent, outcomes, findings, seconds } = await fuzzDoor(door, ground, { count, seed })
      report({ metric: `${door}.sent`, value: sent, unit: 'payloads' })
      for (const [outcome, times] of Object.entries(outcomes).sort(([, a], [, b]) => b - a))
        report({ metric: `${door}.${outcome.replaceAll(' ', '_')}`, value: times, unit: 'answers' })
      report({ metric: `${door}.seconds`, value: seconds, unit: 's' })
      report({ metric: `${door}.findings`, value: findings.length, unit: 'findings' })
      for (const { at, what, case: shown } of findings)
        console.error(`FOUND ${door} #${at}: ${what}\n      ${shown}`)
      found += findings.length
    }
  } finally {
    for (const what of watched.seen) console.error(`FOUND ${what}`)
    report({ metric: 'process.findings', value: watched.seen.length, unit: 'findings' })
    watched.stop()
    await ground.stop()
    await postgres.stop()
    await discardPostgres(dataDir)
    await rm(dataDir, { recursive: true, force: true })
  }
  if (found + watched.seen.length > 0) process.exit(1)
}
