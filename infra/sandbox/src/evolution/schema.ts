import { schemaError } from './errors.ts'

type JsonType = 'string' | 'boolean' | 'integer' | 'object' | 'array'

interface Shape {
  required?: string[]
  types?: Record<string, JsonType>
}

const isType: Record<JsonType, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: Array.isArray,
}

/**
 * The part of Evolution's validation that clients meet: missing and wrongly typed fields; unknown ones pass.
 * @param path where the object sits in the body, for the wording (`webhook`)
 * @returns the body as an object
 * @throws EvolutionError 400 with the validator's own words
 */
export function validate<Body extends object>(body: unknown, shape: Shape, path = ''): Body {
  const given = (isType.object(body) ? body : {}) as Record<string, unknown>
  const owner = path === '' ? 'instance' : path
  const errors: string[] = []
  for (const [name, type] of Object.entries(shape.types ?? {}))
    if (given[name] !== undefined && !isType[type](given[name]))
      errors.push(`${path === '' ? '' : `${path}.`}${name} is not of a type(s) ${type}`)
  for (const name of shape.required ?? [])
    if (given[name] === undefined) errors.push(`${owner} requires property "${name}"`)
  if (errors.length > 0) throw schemaError(errors)
  return given as Body
}
