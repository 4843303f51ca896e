import { systemClock } from '../platform/clock.ts'
import { roleUrl } from '../platform/roles.ts'
import { type PromiseState, readPromises } from '../schedules/index.ts'
import { withClient } from './with-client.ts'

const HOUR_MS = 3_600_000

/**
 * `promises`: when each thing that is promised by the clock was last done, for the company that waits longest.
 * @returns 1 when one is late
 */
export function promises(databaseUrl: string, say: (line: string) => void): Promise<number> {
  return withClient(roleUrl(databaseUrl, 'plantao_app'), async (client) => {
    const now = systemClock.now()
    const lookup = async <R extends object>(sql: string, values: unknown[] = []) =>
      (await client.query(sql, values)).rows as R[]
    const states = await readPromises({ lookup }, now)
    for (const line of report(states, now)) say(line)
    return states.some(({ late }) => late) ? 1 : 0
  })
}

/** `retention  3.2 h ago   (late after 30 h)`. Pure. */
export function report(states: PromiseState[], now: Date): string[] {
  return states.map(({ name, keptAt, lateAfterMs, late }) => {
    const ago = keptAt ? `${((now.getTime() - keptAt.getTime()) / HOUR_MS).toFixed(1)} h ago` : 'never yet'
    return `${late ? 'LATE' : 'ok  '}  ${name.padEnd(10)} ${ago.padEnd(12)} late after ${lateAfterMs / HOUR_MS} h`
  })
}
