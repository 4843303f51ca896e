import fc from 'fast-check'
import type { Report } from '../../report.ts'
import { MUTANTS, RULES, type Rules } from './rules.ts'
import { walk } from './walk.ts'

const INTERLEAVINGS = 200_000
/** Decisions of one interleaving, at most. */
const LONGEST = 90
/** Interleavings a mutant may survive. */
const MUTANT_RUNS = 300_000

/** Interleavings of one company's money: each is a list of decisions. */
export function property(rules: Rules) {
  return fc.property(fc.uint8Array({ minLength: 10, maxLength: LONGEST, size: 'max' }), (choices) =>
    walk(choices, rules),
  )
}

/** 200,000 interleavings of one company's money, then each mutant until it is caught. */
export function run(report: Report, { seed, runs }: { seed: number; runs: number }): void {
  const result = fc.check(property(RULES), { seed, numRuns: runs || INTERLEAVINGS })
  if (result.failed) console.error(`${fc.defaultReportMessage(result)}\n${String(result.errorInstance)}`)
  report({ metric: 'billing interleavings', value: result.numRuns, unit: 'runs' })
  report({ metric: 'billing broken', value: result.failed ? 1 : 0, unit: 'runs' })
  for (const [name, change] of Object.entries(MUTANTS)) {
    const mutant = fc.check(property({ ...RULES, ...change }), {
      seed,
      numRuns: MUTANT_RUNS,
      endOnFailure: true,
    })
    report({
      metric: `billing mutant: ${name}`,
      value: mutant.failed ? mutant.numRuns : 0,
      unit: 'runs until caught',
    })
  }
}
