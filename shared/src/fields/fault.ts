import { z } from 'zod'
import { cut } from '../cut.ts'

/** What can be wrong with one field. Each kind has its words in `words.ts`. */
export const FAULT_KINDS = [
  'missing',
  'no_at',
  'email',
  'too_long',
  'too_short',
  'too_high',
  'too_low',
  'too_many',
  'too_few',
  'number',
  'choice',
  'shape',
  'unseen',
  'differs',
  'named',
] as const

/**
 * One thing wrong with one field, without words: the reader's language is known where it is said.
 * `limit` and `length` count characters, items or the number itself; `error` is a code of `ERRORS` (only for `named`).
 */
export const FieldFault = z.object({
  /** Where it is, as the contract writes it: `email`, `businessHours.week.0.opens`. */
  field: z.string(),
  kind: z.enum(FAULT_KINDS),
  limit: z.number().optional(),
  length: z.number().optional(),
  error: z.string().optional(),
})
export type FieldFault = z.infer<typeof FieldFault>

/** Longest path that is told back to the caller, in characters: its parts may be the caller's own. */
const LONGEST_PATH = 60

/** A path as it is told; `whole` stands for a value that is wrong as a whole. */
export function fieldOf(path: readonly PropertyKey[], whole = ''): string {
  return path.length > 0 ? cut(path.map(String).join('.'), LONGEST_PATH) : whole
}

/** What a schema found wrong with a value: the first fault of each field, in the schema's order. Pure. */
export function faultsOf(issues: readonly z.core.$ZodIssue[], value: unknown, whole = ''): FieldFault[] {
  const first = new Map<string, FieldFault>()
  for (const issue of issues) {
    const field = fieldOf(issue.path, whole)
    if (!first.has(field)) first.set(field, { field, ...judge(issue, at(value, issue.path)) })
  }
  return [...first.values()]
}

/** A schema by which a form looks at what was typed, before it is sent. */
export type FieldSchema = z.ZodType

/** The faults of a value by its schema: none where it fits, or where there is no schema. */
export function faultsBy(schema: FieldSchema | undefined, value: unknown): FieldFault[] {
  return faultsOf(schema?.safeParse(value).error?.issues ?? [], value)
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  )
}

function judge(issue: z.core.$ZodIssue, given: unknown): Omit<FieldFault, 'field'> {
  const isEmpty = given === undefined || given === null || (typeof given === 'string' && given.trim() === '')
  if (issue.code === 'custom' && typeof issue.params?.error === 'string') {
    return { kind: 'named', error: issue.params.error }
  }
  if (issue.code === 'custom' && isKind(issue.params?.kind)) return { kind: issue.params.kind }
  if (isEmpty) return { kind: 'missing' }
  if (issue.path.at(-1) === 'email' && typeof given === 'string' && issue.code !== 'too_big') {
    return { kind: given.includes('@') ? 'email' : 'no_at' }
  }
  switch (issue.code) {
    case 'too_big':
      return beyond(issue.origin, Number(issue.maximum), given, 'too_high', 'too_long', 'too_many')
    case 'too_small':
      return beyond(issue.origin, Number(issue.minimum), given, 'too_low', 'too_short', 'too_few')
    case 'invalid_type':
      return { kind: issue.expected === 'number' || issue.expected === 'int' ? 'number' : 'shape' }
    case 'not_multiple_of':
      return { kind: 'number' }
    case 'invalid_value':
      return { kind: 'choice' }
    default:
      return { kind: 'shape' }
  }
}

type Kind = FieldFault['kind']
const isKind = (kind: unknown): kind is Kind => FAULT_KINDS.includes(kind as Kind)

function beyond(origin: string, limit: number, given: unknown, number: Kind, text: Kind, list: Kind) {
  if (origin === 'string' && typeof given === 'string') {
    // Spaces around it are dropped before it is counted.
    const trimmed = given.trim().length
    return { kind: text, limit, length: text === 'too_long' && trimmed <= limit ? given.length : trimmed }
  }
  if (Array.isArray(given)) return { kind: list, limit, length: given.length }
  return { kind: number, limit }
}
