import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { property } from './main.ts'
import { MUTANTS } from './mutants.ts'
import { RULES } from './rules.ts'

// A million of these: `npm run bench -- model`.
const SEED = 20_261_124

describe('one customer, any order of events', () => {
  it('breaks no invariant in 20,000 interleavings', () => {
    const { failed, errorInstance, counterexample } = fc.check(property(RULES), {
      seed: SEED,
      numRuns: 20_000,
    })
    expect(failed, `seed ${SEED}: ${String(errorInstance)} by ${JSON.stringify(counterexample)}`).toBe(false)
  })

  it.each(Object.entries(MUTANTS))('catches the mutant: %s', (_name, change) => {
    const mutant = property({ ...RULES, ...change })
    expect(fc.check(mutant, { seed: SEED, numRuns: 40_000, endOnFailure: true }).failed).toBe(true)
  })

  it('names what remains: a request that Evolution accepts after it was asked arrives twice', () => {
    const late = fc.check(property(RULES, { acceptsLate: true }), { seed: SEED, numRuns: 60_000 })
    expect(String(late.errorInstance)).toContain('twice')
  })
})
