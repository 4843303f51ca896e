import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { property } from './main.ts'
import { MUTANTS, RULES } from './rules.ts'

// 200,000 of these and more: `npm run bench -- model billing`.
const SEED = 20_261_130

describe('one company’s money, any order of events', () => {
  it('breaks no promise in 10,000 interleavings', () => {
    const { failed, errorInstance, counterexample } = fc.check(property(RULES), {
      seed: SEED,
      numRuns: 10_000,
    })
    expect(failed, `seed ${SEED}: ${String(errorInstance)} by ${JSON.stringify(counterexample)}`).toBe(false)
  })

  it.each(Object.entries(MUTANTS))('catches the mutant: %s', (_name, change) => {
    const mutant = property({ ...RULES, ...change })
    expect(fc.check(mutant, { seed: SEED, numRuns: 40_000, endOnFailure: true }).failed).toBe(true)
  })
})
