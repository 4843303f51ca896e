import { systemClock } from '../platform/clock.ts'
import { openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { type PromiseState, readPromises } from '../schedules/index.ts'

const HOUR_MS = 3_600_000

/**
 * `promises`: when each thing that is promised by the clock was last done, for the company that waits longest.
 * @returns 1 when one is late
 */
export async function promises(databaseUrl: string, say: (line: string) => void): Promise<number> {
  const db = openDatabase({ url: roleUrl(databaseUrl, 'plantao_app'), clock: systemClock, poolSize: 1 })
  try {
    const now = systemClock.now()
    const states = await readPromises(db, now)
    for (const line of report(states, now)) say(line)
    return states.some(({ late }) => late) ? 1 : 0
  } finally {
    await db.close()
  }
}

/** `retention  3.2 h ago   (late after 30 h)`. Pure. */
export function report(states: PromiseState[], now: Date): string[] {
  return states.map(({ name, keptAt, lateAfterMs, late }) => {
    const ago = keptAt ? `${((now.getTime() - keptAt.getTime()) / HOUR_MS).toFixed(1)} h ago` : 'never yet'
    return `${late ? 'LATE' : 'ok  '}  ${name.padEnd(10)} ${ago.padEnd(12)} late after ${lateAfterMs / HOUR_MS} h`
  })
}
