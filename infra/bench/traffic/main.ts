import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHouse } from '../../../cloud/test/house.ts'
import { discardPostgres, startPostgres } from '../../postgres/start-postgres.ts'
import type { Report } from '../report.ts'
import { runTraffic } from './traffic.ts'

const PER_SECOND = 20
const UNITS: Record<string, string> = { writing: 's', draining: 's' }
const SEED = 20_261_124

/** An hour of customers at 20 messages a second, or `--minutes=N` of it, with faults; the ledger must close with 0 gaps. */
export async function run(report: Report): Promise<void> {
  const given = process.argv.find((word) => word.startsWith('--minutes='))?.split('=')[1]
  const minutes = Number(given ?? 60)
  const dataDir = await mkdtemp(join(tmpdir(), 'plantao-traffic-'))
  const postgres = await startPostgres({ dataDir })
  const house = await startHouse({ databaseUrl: postgres.url })
  try {
    const plan = {
      count: Math.round(minutes * 60 * PER_SECOND),
      perSecond: PER_SECOND,
      customers: 2000,
      seed: SEED,
    }
    const memory = watchMemory()
    const started = performance.now()
    const figures = await runTraffic(house, plan)
    const { startMb, peakMb, endMb } = memory.stop()
    report({ metric: 'seconds', value: Math.round((performance.now() - started) / 1000), unit: 's' })
    for (const [metric, value] of Object.entries(figures))
      report({ metric, value, unit: UNITS[metric] ?? 'messages' })
    for (const [metric, value] of Object.entries({ startMb, peakMb, endMb }))
      report({ metric: `memory.${metric}`, value, unit: 'MB' })
  } finally {
    await house.stop()
    await postgres.stop()
    await discardPostgres(dataDir)
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** Resident memory of this process, which holds cloud, worker and sandbox in one. Looked at once a second, in MB. */
function watchMemory() {
  const now = () => Math.round(process.memoryUsage().rss / 2 ** 20)
  const startMb = now()
  let peakMb = startMb
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, now())
  }, 1000)
  return {
    stop() {
      clearInterval(timer)
      return { startMb, peakMb: Math.max(peakMb, now()), endMb: now() }
    },
  }
}
