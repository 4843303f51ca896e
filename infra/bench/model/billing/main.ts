import fc from 'fast-check'
import type { Rules } from './rules.ts'
import { walk } from './walk.ts'

/** Decisions of one interleaving, at most. */
const LONGEST = 90

/** Interleavings of one company's money: each is a list of decisions. */
export function property(rules: Rules) {
  return fc.property(fc.uint8Array({ minLength: 10, maxLength: LONGEST, size: 'max' }), (choices) =>
    walk(choices, rules),
  )
}
