import { cut } from '@plantao/shared/cut'
import type { z } from 'zod'
import { expected } from '../errors.ts'

type Part = 'params' | 'query' | 'body'

const MOST_FIELDS = 10

/**
 * One part of a request through its schema; unknown fields are dropped. Throws `request.invalid` with
 * `details.fields`, the names of what is wrong, ready to be shown.
 */
export function parsePart(schema: z.ZodType | undefined, value: unknown, part: Part): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw invalid(parsed.error.issues.map((issue) => nameOf(issue.path, part)))
  const unstorable = unstorableIn(parsed.data, [])
  if (unstorable) throw invalid([nameOf(unstorable, part)])
  return parsed.data
}

function invalid(names: string[]) {
  return expected('request.invalid', { fields: [...new Set(names)].slice(0, MOST_FIELDS).join(', ') })
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
