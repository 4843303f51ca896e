import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCycles } from '../../testing/desktop/cycles.ts'
import { layWire } from '../../testing/desktop/wire.ts'
import { startWholeHouse } from '../../testing/house/start-house.ts'
import { signIn } from '../../testing/people/member.ts'
import { createPhone } from '../../testing/people/phone.ts'
import type { Report } from '../report.ts'

/** The desktop's engine through kills, cut lines and reconnects: `npm run bench -- desktop-chaos [cycles] [seed]`. */
export async function run(report: Report): Promise<void> {
  const [cycles = 1000, seed = Date.now() % 1_000_000] = process.argv
    .slice(3)
    .map(Number)
    .filter(Number.isFinite)
  console.error(`seed ${seed}`)
  const house = await startWholeHouse()
  const wire = await layWire(Number(new URL(house.cloudUrl).port))
  const folder = await mkdtemp(join(tmpdir(), 'plantao-engine-'))
  try {
    const begun = performance.now()
    const verdict = await runCycles(cycles, seed, {
      ...{ wire, folder, phone: createPhone(house.sandboxUrl), owner: await signIn(house.cloudUrl, 'owner') },
      customers: Array.from({ length: 6 }, (_each, n) => `551196${5_000_000 + n}`),
    })
    report({ metric: 'seed', value: seed, unit: '' })
    for (const name of ['cycles', 'kills', 'promised', 'written'] as const) {
      report({ metric: name, value: verdict[name], unit: 'count' })
    }
    for (const [metric, found] of [
      ['lost', verdict.lost],
      ['doubled', verdict.doubled],
      ['missed_events', verdict.missed],
      ['drafts_misplaced', verdict.misplaced],
    ] as const) {
      report({ metric, value: found.length, unit: 'count' })
      for (const each of found) console.error(`${metric}: ${each}`)
    }
    report({ metric: 'out_of_order', value: verdict.outOfOrder, unit: 'count' })
    report({ metric: 'took_s', value: (performance.now() - begun) / 1000, unit: 's' })
  } finally {
    await wire.close()
    await house.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
