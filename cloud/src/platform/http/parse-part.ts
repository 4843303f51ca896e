import { knownCode } from '@plantao/shared/errors'
import { type FieldFault, faultsOf, fieldOf } from '@plantao/shared/fields/fault'
import type { z } from 'zod'
import { expected } from '../errors.ts'

type Part = 'params' | 'query' | 'body'

const MOST_FAULTS = 10

/**
 * One part of a request through its schema; unknown fields are dropped. Throws `request.invalid` with `details.faults`,
 * what is wrong field by field and without words, or the failure by which the schema names the only fault.
 */
export function parsePart(schema: z.ZodType | undefined, value: unknown, part: Part): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value)
  if (!parsed.success) {
    const faults = faultsOf(parsed.error.issues, value, part)
    // One fault of several would hide the others behind its own sentence.
    throw (faults.length === 1 && named(faults)) || invalid(faults)
  }
  const unstorable = unstorableIn(parsed.data, [])
  if (unstorable) throw invalid([{ field: fieldOf(unstorable, part), kind: 'unseen' }])
  return parsed.data
}

/** The failure of a request by what is wrong with it. */
export function invalid(faults: FieldFault[]) {
  return expected('request.invalid', { faults: faults.slice(0, MOST_FAULTS) })
}

/** A fault that the schema gave a sentence of its own. */
function named(faults: FieldFault[]) {
  const code = knownCode(faults[0]?.error ?? '')
  return code ? expected(code, { faults }) : null
}

/** The path to a text that PostgreSQL cannot keep: NUL characters, half surrogate pairs. */
function unstorableIn(value: unknown, path: PropertyKey[]): PropertyKey[] | null {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : null
  if (value === null || typeof value !== 'object') return null
  for (const [key, inner] of Object.entries(value)) {
    const found = unstorableIn(inner, [...path, key])
    if (found) return found
  }
  return null
}
