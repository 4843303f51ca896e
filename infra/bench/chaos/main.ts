import { runChaos } from '../../testing/chaos/run-chaos.ts'
import { startWholeHouse } from '../../testing/house/start-house.ts'
import type { Report } from '../report.ts'

/** Messages and seed can be given after the name: `npm run bench -- chaos 2000 7`. */
const [messages = 20_000, seed = Date.now() % 100_000] = process.argv
  .slice(3)
  .filter((word) => /^\d+$/.test(word))
  .map(Number)

/** Messages a second. */
const PER_SECOND = 60

/** Two web, two worker and scheduler processes on one durable database; one is killed every few seconds. */
export async function run(report: Report): Promise<void> {
  console.error(`chaos: ${messages} messages, seed ${seed}`)
  const house = await startWholeHouse({
    services: ['web', 'worker,scheduler', 'worker'],
    durable: true,
    env: { LOG_LEVEL: 'warn' },
  })
  try {
    const result = await runChaos(house, {
      messages,
      seed,
      customers: Math.max(2 * PER_SECOND, Math.round(messages / 15)),
      perSecond: PER_SECOND,
      killEveryMs: 8_000,
      // A short run sees several restarts too.
      restartDatabaseEveryMs: Math.min(60_000, (messages / PER_SECOND) * 400),
      crashDatabase: true,
      settleWithinMs: 300_000,
      say: (line) => console.error(`chaos: ${line}`),
    })
    report({ metric: 'seed', value: seed, unit: '' })
    report({ metric: 'received', value: result.received, unit: 'messages' })
    report({ metric: 'healed', value: result.healed, unit: 'messages' })
    report({ metric: 'lost', value: result.lost.length, unit: 'messages' })
    report({ metric: 'duplicated', value: result.duplicated.length, unit: 'messages' })
    report({ metric: 'out_of_order', value: result.outOfOrder.length, unit: 'conversations' })
    report({ metric: 'event_log_gaps', value: result.gaps, unit: 'numbers' })
    report({ metric: 'reactions', value: result.reactions, unit: 'turns' })
    report({ metric: 'replies', value: result.replies, unit: 'messages' })
    report({ metric: 'crashes', value: result.crashes, unit: 'processes' })
    report({ metric: 'kills', value: result.kills, unit: 'processes' })
    report({ metric: 'database_restarts', value: result.databaseRestarts, unit: 'times' })
    report({ metric: 'database_crashes', value: result.databaseCrashes, unit: 'times' })
    report({ metric: 'settled_s', value: result.settledMs / 1000, unit: 's' })
    for (const fault of [...result.lost, ...result.duplicated, ...result.outOfOrder].slice(0, 20))
      console.error(`chaos: ${fault}`)
  } finally {
    await house.stop()
  }
}
