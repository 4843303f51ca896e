import { cut } from '@plantao/shared/cut'
import { ERRORS, type ErrorCode } from '@plantao/shared/errors'
import type { z } from 'zod'
import { expected } from '../errors.ts'

type Part = 'params' | 'query' | 'body'

const MOST_FIELDS = 10

/**
 * One part of a request through its schema; unknown fields are dropped. Throws `request.invalid` with
 * `details.fields`, the names of what is wrong, ready to be shown, or the failure by which the schema names the only fault.
 */
export function parsePart(schema: z.ZodType | undefined, value: unknown, part: Part): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value)
  if (!parsed.success) {
    const { issues } = parsed.error
    const fields = issues.map((issue) => nameOf(issue.path, part))
    // One fault of several would hide the others behind its own sentence.
    throw (issues.length === 1 && named(issues[0]!, fields)) || invalid(fields)
  }
  const unstorable = unstorableIn(parsed.data, [])
  if (unstorable) throw invalid([nameOf(unstorable, part)])
  return parsed.data
}

function invalid(names: string[]) {
  return expected('request.invalid', { fields: [...new Set(names)].slice(0, MOST_FIELDS).join(', ') })
}

/** A fault that the schema gave a sentence of its own. */
function named(issue: z.core.$ZodIssue, fields: string[]) {
  const code = issue.code === 'custom' ? issue.params?.error : null
  const known = typeof code === 'string' && Object.hasOwn(ERRORS, code)
  return known ? expected(code as ErrorCode, { fields: fields.join(', ') }) : null
}

function nameOf(path: PropertyKey[], part: Part): string {
  return path.length > 0 ? cut(path.map(String).join('.'), 60) : part
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
