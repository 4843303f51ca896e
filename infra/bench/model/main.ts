import fc from 'fast-check'
import type { Report } from '../report.ts'
import { MUTANTS } from './mutants.ts'
import { RULES, type Rules } from './rules.ts'
import { walk } from './walk.ts'

const INTERLEAVINGS = 1_000_000
/** Decisions of one interleaving, at most. */
const LONGEST = 90
/** Interleavings a mutant may survive. The rarest, which takes two questions about one send at once, was met once in a million. */
const MUTANT_RUNS = 4_000_000

/** Interleavings of one customer's threads: each is a list of decisions. */
export function property(rules: Rules, { acceptsLate = false } = {}) {
  return fc.property(fc.uint8Array({ minLength: 10, maxLength: LONGEST, size: 'max' }), (choices) =>
    walk(choices, rules, acceptsLate),
  )
}

/** A million interleavings of a conversation (`--runs=`, `--seed=`), then each mutant until it is caught. */
export async function run(report: Report): Promise<void> {
  const flag = (name: string) =>
    Number(process.argv.find((flag) => flag.startsWith(`--${name}=`))?.split('=')[1])
  const seed = flag('seed') || Date.now() % 2 ** 31
  const numRuns = flag('runs') || INTERLEAVINGS
  console.error(`seed ${seed}`)
  // `npm run bench -- model billing`: one company's money instead.
  if (process.argv.includes('billing'))
    return (await import('./billing/main.ts')).run(report, { seed, runs: flag('runs') })
  const result = fc.check(property(RULES), { seed, numRuns })
  if (result.failed) console.error(`${fc.defaultReportMessage(result)}\n${String(result.errorInstance)}`)
  report({ metric: 'interleavings', value: result.numRuns, unit: 'runs' })
  report({ metric: 'broken', value: result.failed ? 1 : 0, unit: 'runs' })
  for (const [name, change] of Object.entries(MUTANTS)) {
    const mutant = fc.check(property({ ...RULES, ...change }), {
      seed,
      numRuns: MUTANT_RUNS,
      endOnFailure: true,
    })
    report({
      metric: `mutant: ${name}`,
      value: mutant.failed ? mutant.numRuns : 0,
      unit: 'runs until caught',
    })
  }
}
