import { fuzzEvolution } from './doors/evolution.ts'
import { fuzzHttp } from './doors/http.ts'
import { fuzzImport } from './doors/import.ts'
import { fuzzIpc } from './doors/ipc.ts'
import { fuzzSocket } from './doors/socket.ts'
import { fuzzStripe } from './doors/stripe.ts'
import type { Ground } from './ground.ts'
import type { Result } from './run.ts'

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

/** One door's run, and whether the house still stands after it: healthy, and no job that failed for good. */
export async function fuzzDoor(door: Door, ground: Ground, dose: Dose): Promise<Result> {
  const { web, db } = ground.test.house
  const failuresBefore = await failures()
  const result = await FUZZERS[door](ground, dose)
  const health = await web.inject({ url: '/health' })
  const whole = (what: string) => result.findings.push({ door, at: -1, what, case: 'whole run' })
  if (health.statusCode !== 200) whole(`/health answers ${health.statusCode}`)
  const rows = await db.lookup<{ task: string; dead: number }>('select task, dead from queue_figures($1)', [
    new Date(),
  ])
  for (const { task, dead } of rows) if (Number(dead) > 0) whole(`${dead} jobs of ${task} failed for good`)
  for (const [task, times] of Object.entries(await failures())) {
    const more = times - (failuresBefore[task] ?? 0)
    if (more > 0 && !ASKS_FOR_WHAT_IS_NOT_THERE.has(task)) whole(`${more} runs of ${task} failed`)
  }
  return result

  async function failures(): Promise<Record<string, number>> {
    const { body } = await web.inject({ url: '/metrics' })
    const lines = [...body.matchAll(/^plantao_job_failures_total\{.*?task="([\w-]+)".*?\} (\d+)/gm)]
    return Object.fromEntries(lines.map(([, task, times]) => [task, Number(times)]))
  }
}
