import { z } from 'zod'
import { invalid } from './api.ts'

/** A JSON schema as far as strict structured outputs use it. */
export type Schema = { [key: string]: unknown }

const objectSchema = z.record(z.string(), z.unknown())

function asSchema(value: unknown): Schema {
  const parsed = objectSchema.safeParse(value)
  return parsed.success ? parsed.data : {}
}

/** Refuses, as OpenAI does in strict mode, objects that are open or have optional properties. */
export function demandStrict(schema: unknown, name: string, path = '()'): void {
  const node = asSchema(schema)
  const refuse = (why: string) =>
    invalid(`Invalid schema for response_format '${name}': In context=${path}, ${why}`, 'response_format')
  if (path === '()' && node.type !== 'object')
    throw refuse(`schema must be a JSON Schema of 'type: "object"'.`)
  if (node.type === 'object') {
    if (node.additionalProperties !== false)
      throw refuse("'additionalProperties' is required to be supplied and to be false.")
    const required = Array.isArray(node.required) ? node.required : []
    for (const [key, child] of Object.entries(asSchema(node.properties))) {
      if (!required.includes(key))
        throw refuse(`'required' must include every key in properties. Missing '${key}'.`)
      demandStrict(child, name, `${path}.${key}`)
    }
  }
  if (node.type === 'array') demandStrict(node.items, name, `${path}[]`)
  for (const choice of choicesOf(node)) demandStrict({ ...choice }, name, `${path}|`)
}

function choicesOf(node: Schema): Schema[] {
  return Array.isArray(node.anyOf) ? node.anyOf.map(asSchema) : []
}

/** Fits a value to a schema: known properties are kept where their type matches, the rest is filled with the plainest value. */
export function fit(value: unknown, schema: unknown): unknown {
  const node = asSchema(schema)
  const choices = choicesOf(node)
  if (choices.length > 0) {
    const matching = choices.find((choice) => matches(value, choice))
    return matching ? fit(value, matching) : nullOr(choices)
  }
  if (Array.isArray(node.enum)) return node.enum.includes(value) ? value : node.enum[0]
  if ('const' in node) return node.const
  if (matches(value, node)) {
    if (Array.isArray(value)) return value.map((entry) => fit(entry, node.items))
    if (node.type === 'object') return fitObject(asSchema(value), node)
    return value
  }
  return plainest(node)
}

function fitObject(value: Schema, node: Schema): Schema {
  return Object.fromEntries(
    Object.entries(asSchema(node.properties)).map(([key, child]) => [key, fit(value[key], child)]),
  )
}

function nullOr(choices: Schema[]): unknown {
  return choices.some(({ type }) => type === 'null') ? null : plainest(choices[0] ?? {})
}

function matches(value: unknown, node: Schema): boolean {
  const types = Array.isArray(node.type) ? node.type : [node.type]
  if (Array.isArray(node.enum)) return node.enum.includes(value)
  return types.some((type) => {
    if (type === 'null') return value === null
    if (type === 'array') return Array.isArray(value)
    if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
    if (type === 'integer') return Number.isInteger(value)
    return typeof value === type
  })
}

function plainest(node: Schema): unknown {
  const type = Array.isArray(node.type) ? (node.type.includes('null') ? 'null' : node.type[0]) : node.type
  if (type === 'string') return ''
  if (type === 'number' || type === 'integer') return 0
  if (type === 'boolean') return false
  if (type === 'array') return []
  if (type === 'object') return fitObject({}, node)
  return null
}
