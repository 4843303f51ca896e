import type { Ground } from './ground.ts'
import type { Result } from './run.ts'
import { fuzzEvolution } from './targets/evolution.ts'
import { fuzzHttp } from './targets/http.ts'
import { fuzzImport } from './targets/import.ts'
import { fuzzIpc } from './targets/ipc.ts'
import { fuzzSocket } from './targets/socket.ts'
import { fuzzStripe } from './targets/stripe.ts'

/** Tasks that ask a vendor for what a payload names, and fail by name, with retries, where there is no such thing. */
const ASKS_FOR_WHAT_IS_NOT_THERE = new Set(['fetch-media'])

type Dose = { count: number; seed: number }

const FUZZERS = {
  ipc: (_ground: Ground, dose: Dose) => fuzzIpc(dose),
  evolution: fuzzEvolution,
  stripe: fuzzStripe,
  http: fuzzHttp,
  socket: fuzzSocket,
  import: (_ground: Ground, dose: Dose) => fuzzImport(dose),
}
export type Door = keyof typeof FUZZERS
export const DOORS = Object.keys(FUZZERS) as Door[]

/** One door's run, and whether the house still stands after it: healthy, and no job that failed. */
export async function fuzzDoor(door: Door, ground: Ground, dose: Dose): Promise<Result> {
  const { web, db } = ground.test.house
  const failed = watchJobs(ground)
  const result = await FUZZERS[door](ground, dose)
  const health = await web.inject({ url: '/health' })
  const whole = (what: string) => result.findings.push({ door, at: -1, what, case: 'whole run' })
  if (health.statusCode !== 200) whole(`/health answers ${health.statusCode}`)
  const rows = await db.lookup<{ task: string; dead: number }>('select task, dead from queue_figures($1)', [
    new Date(),
  ])
  for (const { task, dead } of rows) if (Number(dead) > 0) whole(`${dead} jobs of ${task} failed for good`)
  for (const [what, times] of failed) whole(`${times} × ${what}`)
  return result
}

/** Failed runs of jobs, by task and error, as the house tells its log of them from now on. */
function watchJobs({ test: { house } }: Ground): ReadonlyMap<string, number> {
  const failed = new Map<string, number>()
  house.log.error = ({ task, err }: { task?: string; err?: Error }) => {
    if (!task || ASKS_FOR_WHAT_IS_NOT_THERE.has(task)) return
    const what = `a run of ${task} failed: ${err?.stack?.slice(0, 600)}`
    failed.set(what, (failed.get(what) ?? 0) + 1)
  }
  return failed
}
