import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { property } from './main.ts'
import { MUTANTS } from './mutants.ts'
import { RARE } from './rare.ts'
import { RULES } from './rules.ts'

// A million of these: `npm run bench -- model`.
const SEED = 20_261_124
const rare = (name: string): [Uint8Array<ArrayBuffer>][] =>
  RARE[name] ? [[Uint8Array.from(RARE[name])]] : []

describe('one customer, any order of events', () => {
  it('breaks no invariant in 20,000 interleavings', () => {
    const { failed, errorInstance, counterexample } = fc.check(property(RULES), {
      seed: SEED,
      numRuns: 20_000,
      examples: Object.keys(RARE).flatMap(rare),
    })
    expect(failed, `seed ${SEED}: ${String(errorInstance)} by ${JSON.stringify(counterexample)}`).toBe(false)
  })

  it.each(Object.entries(MUTANTS))('catches the mutant: %s', (name, change) => {
    const mutant = property({ ...RULES, ...change })
    const tries = { seed: SEED, numRuns: 40_000, examples: rare(name), endOnFailure: true }
    expect(fc.check(mutant, tries).failed).toBe(true)
  })

  it('names what remains: a request that Evolution accepts after it was asked arrives twice', () => {
    const tries = { seed: SEED, numRuns: 60_000, examples: rare('accepted after it was asked') }
    const late = fc.check(property(RULES, { acceptsLate: true }), tries)
    expect(String(late.errorInstance)).toContain('twice')
  })
})
