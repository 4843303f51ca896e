import type { Ground } from './ground.ts'
import type { Door } from './routes.ts'
import { hostile, ordinary } from './texts.ts'

/** Processor time of ordinary text below which a measure says little: it is taken over several passes. Milliseconds. */
const LEAST_MS = 25
const MOST_PASSES = 6
/** A call that costs less than this is compared with this: the collector's walk in between costs as much. Milliseconds. */
const FLOOR_MS = 4
/** Measures of ordinary text, of which the median counts. */
const ORDINARY = 3
/** A hostile text that seems dear is measured again so often, beside an ordinary one, and the least ratio counts. */
const AGAIN = 4

export type Cost = {
  door: string
  kind: string
  /** Processor time of one pass. Milliseconds. */
  ordinaryMs: number
  hostileMs: number
  /** How many times an ordinary text of the same length it costs. */
  ratio: number
}

/**
 * What the kinds of hostile text cost at one door against ordinary text of the same length: processor time of this
 * process with all its threads, so that neither a slow disk nor other programs count. In: the bound above which a measure
 * is taken once more, the least counting.
 */
export async function costsAt(
  door: Door,
  kinds: readonly string[],
  ground: Ground,
  bound: number,
): Promise<Cost[]> {
  const plain = ordinary(door.length, door.by)
  // The first passes compile what the others run.
  for (let warm = 0; warm < 2; warm += 1) await processorMs(door, plain, ground, 1)
  const passes = Math.min(MOST_PASSES, Math.ceil(LEAST_MS / (await processorMs(door, plain, ground, 1))))
  const measured: number[] = []
  for (let time = 0; time < ORDINARY; time += 1) measured.push(await processorMs(door, plain, ground, passes))
  const median = measured.sort((a, b) => a - b)[Math.floor(ORDINARY / 2)]!
  const ordinaryMs = Math.max(FLOOR_MS, median)
  const costs: Cost[] = []
  for (const kind of kinds) {
    const text = hostile(kind, door.length)
    const first = await processorMs(door, text, ground, passes)
    let cost = { door: door.name, kind, ordinaryMs, hostileMs: first, ratio: first / ordinaryMs }
    for (let time = 0; time < AGAIN && cost.ratio > bound; time += 1) {
      // Side by side: a processor that others keep busy runs both more slowly.
      const beside = Math.max(FLOOR_MS, await processorMs(door, plain, ground, passes))
      const hostileMs = await processorMs(door, text, ground, passes)
      const ratio = hostileMs / beside
      if (ratio < cost.ratio) cost = { ...cost, ordinaryMs: beside, hostileMs, ratio }
    }
    costs.push(cost)
  }
  return costs
}

async function processorMs(door: Door, text: string, ground: Ground, passes: number): Promise<number> {
  const before = process.cpuUsage()
  for (let pass = 0; pass < passes; pass += 1) await door.pass(ground, text)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / passes
}
