import { findTenant } from '../../../cloud/src/accounts/index.ts'
import { buildHouse } from '../../../cloud/src/house.ts'
import { readEnvironment } from '../../../cloud/src/platform/environment.ts'
import { startWholeHouse } from '../../testing/house/start-house.ts'
import { createPhone } from '../../testing/people/phone.ts'
import { runTraffic } from '../../testing/traffic/traffic.ts'
import type { Report } from '../report.ts'
import { openDesk } from './desk.ts'
import { courseOf } from './flatness.ts'
import { settledHeaps, watchMemory } from './memory.ts'

const PER_SECOND = 20
const UNITS: Record<string, string> = { writing: 's', draining: 's' }
const SEED = 20_261_124
const MEMORY_EVERY_MS = 60_000
/** One process of each kind, as a deploy has them. */
const SERVICES = ['web', 'worker', 'scheduler']

/** An hour of customers at 20 messages a second, or `--minutes=N` of it, with faults; the ledger must close with 0 gaps. */
export async function run(report: Report): Promise<void> {
  const given = process.argv.find((word) => word.startsWith('--minutes='))?.split('=')[1]
  const minutes = Number(given ?? 60)
  const heaps = await settledHeaps()
  const whole = await startWholeHouse({
    services: SERVICES,
    durable: true,
    env: { LOG_LEVEL: 'warn', ...heaps.env },
  })
  // Nothing runs in it: the way to the database and to WhatsApp, for counting.
  const house = await buildHouse({ ...readEnvironment(whole.cloudEnvironment), services: new Set() })
  try {
    const tenant = await findTenant(house.db, 'padaria')
    const plan = {
      count: Math.round(minutes * 60 * PER_SECOND),
      perSecond: PER_SECOND,
      customers: 2000,
      seed: SEED,
      say: (line: string) => console.error(`${new Date().toISOString()} ${line}`),
    }
    const memory = watchMemory(
      heaps.folder,
      [
        ...SERVICES.map((name, at) => ({ name, pid: whole.services[at]!.pid() })),
        { name: 'sandbox', pid: whole.sandboxPid },
        { name: 'postgres', pid: whole.databasePid(), tree: true },
      ],
      {
        everyMs: Math.min(MEMORY_EVERY_MS, (minutes * 60_000) / 20),
        onSample: (name, { rssMb, heapMb }) =>
          plan.say(
            `memory ${name}: resident ${rssMb.toFixed(1)} MB, settled heap ${heapMb?.toFixed(1) ?? '-'} MB`,
          ),
      },
    )
    const desk = openDesk(whole.cloudUrl)
    const phone = createPhone(whole.sandboxUrl)
    const courses = new Map<string, ReturnType<typeof courseOf>>()
    const figures = await runTraffic(
      {
        tenantId: tenant!.id,
        db: house.db,
        gateway: house.gateway,
        write: (from, { text, ...more }) => phone.write(from, text, more),
        faults: (settings) => phone.faults(settings),
        noFaults: () => phone.noFaults(),
        ledger: () => phone.ledger(),
        async onWritten() {
          const { helped, failed } = await desk.stop()
          report({ metric: 'helped_by_people', value: helped, unit: 'conversations' })
          report({ metric: 'desk_refused', value: failed, unit: 'calls' })
          for (const [name, samples] of await memory.stop()) courses.set(name, courseOf(samples))
        },
      },
      plan,
    )
    for (const [metric, value] of Object.entries(figures))
      report({ metric, value, unit: UNITS[metric] ?? 'messages' })
    for (const [name, course] of courses) {
      const slopes = {
        rss_first_half: course.rssFirstHalf,
        rss_second_half: course.rssSecondHalf,
        heap_first_half: course.heapFirstHalf,
        heap_second_half: course.heapSecondHalf,
      }
      for (const [metric, value] of Object.entries(slopes))
        if (value !== null) report({ metric: `${name}.${metric}`, value, unit: 'MB/h' })
      report({ metric: `${name}.rss_peak`, value: course.peakRssMb, unit: 'MB' })
      report({
        metric: `${name}.held_at_the_end`,
        value: course.endMb,
        baseline: course.settledMb,
        unit: 'MB',
      })
      report({ metric: `${name}.flat`, value: Number(course.isFlat), unit: '1 = yes' })
    }
    const crashes = whole.services.reduce((sum, service) => sum + service.crashes(), 0)
    report({ metric: 'crashes', value: crashes, unit: 'processes' })
  } finally {
    await house.stop()
    await whole.stop()
    await heaps.remove()
  }
}
