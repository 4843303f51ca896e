import fc from 'fast-check'
import { seedOf } from '../../sandbox/src/random.ts'
import { type Random, seededRandom } from '../../testing/random.ts'

export type Finding = { door: string; at: number; what: string; case: string }

export type Result = {
  door: string
  sent: number
  /** How often each outcome came: statuses, or what the door calls them. */
  outcomes: Record<string, number>
  findings: Finding[]
  seconds: number
}

/** How a door tells what became of one payload. */
export type Told = { outcome: string; faults: string[]; case: string }

const MOST_KEPT = 50
const SHOWN = 600

/** The dice of one payload alone: it can be thrown again without those before it. */
export function diceOf(seed: number, door: string, at: number): Random {
  return seededRandom(seedOf(`${seed}:${door}:${at}`))
}

/** A finding is made smaller for so long at most. Milliseconds. */
const SHRINKS_FOR_MS = 20_000
const FINE = 2 ** 30
const whole = (max: number) => fc.integer({ min: 0, max })

/** Dice that fast-check throws: of a payload that finds something it knows how to throw a smaller one. */
function shrinkingDice(draw: fc.GeneratorValue): Random {
  const below = (count: number) => draw(whole, count - 1)
  return { next: () => below(FINE) / FINE, below, pick: (items) => items[below(items.length)]! }
}

/**
 * Sends one payload, thrown by dice of its own: it can be sent again without those before it. Where it finds something,
 * smaller ones are sent until none that is smaller still does.
 * @returns what became of it; of a finding, what became of the smallest
 */
export async function tried(
  { seed, door, at }: { seed: number; door: string; at: number },
  send: (random: Random) => Promise<Told>,
): Promise<Told> {
  let first: Told | undefined
  let smallest: Told | undefined
  const property = fc.asyncProperty(fc.gen(), async (draw) => {
    const told = await send(shrinkingDice(draw))
    first ??= told
    if (told.faults.length === 0) return
    smallest = told
    throw new Error(told.faults[0])
  })
  await fc.check(property, {
    seed: seedOf(`${seed}:${door}:${at}`) | 0,
    numRuns: 1,
    unbiased: true,
    interruptAfterTimeLimit: SHRINKS_FOR_MS,
  })
  return smallest ?? first!
}

/** Collects what a door tells. */
export function collect(door: string) {
  const outcomes: Record<string, number> = {}
  const findings: Finding[] = []
  let sent = 0
  const begun = performance.now()
  return {
    told(at: number, { outcome, faults, case: shown }: Told): void {
      sent += 1
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
      for (const what of faults)
        if (findings.length < MOST_KEPT) findings.push({ door, at, what, case: shown.slice(0, SHOWN) })
    },
    /** A fault of the whole run. */
    fault(what: string): void {
      findings.push({ door, at: -1, what, case: 'whole run' })
    },
    result: (): Result => ({ door, sent, outcomes, findings, seconds: (performance.now() - begun) / 1000 }),
  }
}

/** Runs `work` for 0 … count − 1, `lanes` of them at once. */
export async function inLanes(
  count: number,
  lanes: number,
  work: (at: number) => Promise<void>,
): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (next < count) await work(next++)
    }),
  )
}

/** What no test runner and no server may see: listens for as long as the run takes. */
export function watchProcess() {
  const seen: string[] = []
  const note = (kind: string) => (error: unknown) =>
    seen.push(`${kind}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  const [rejection, exception] = [note('unhandled rejection'), note('uncaught exception')]
  process.on('unhandledRejection', rejection)
  process.on('uncaughtException', exception)
  return {
    seen,
    stop() {
      process.off('unhandledRejection', rejection)
      process.off('uncaughtException', exception)
    },
  }
}
