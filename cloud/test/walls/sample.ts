import { z } from 'zod'

type Json = Record<string, unknown>

/** A value that a schema accepts, made from its JSON Schema; throws where it cannot think of one. */
export function sampleOf(schema: z.ZodType): unknown {
  const value = make(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json)
  const checked = schema.safeParse(value)
  if (!checked.success)
    throw new Error(
      `no sample: ${checked.error.issues[0]?.path.join('.')} ${checked.error.issues[0]?.message}`,
    )
  return value
}

const WORDS = [
  'algum texto',
  '11999990000',
  'https://exemplo.com.br',
  '12:00',
  '2026-11-24',
  'abc',
  '1',
  'America/Sao_Paulo',
  '2026-11',
  '/abc',
  '+5511999990000',
]

function make(schema: Json): unknown {
  if ('const' in schema) return schema.const
  if ('default' in schema) return schema.default
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const choice = (schema.anyOf ?? schema.oneOf ?? schema.allOf) as Json[] | undefined
  if (choice) return make(choice.find((one) => one.type !== 'null') ?? choice[0]!)
  switch (schema.type) {
    case 'string':
      return text(schema)
    case 'integer':
    case 'number':
      return Math.max(Number(schema.minimum ?? 0), Number(schema.exclusiveMinimum ?? -1) + 1)
    case 'boolean':
      return false
    case 'array':
      return Array.from({ length: Number(schema.minItems ?? 0) }, () => make(schema.items as Json))
    case 'object': {
      const wanted = (schema.required as string[] | undefined) ?? []
      const properties = (schema.properties as Record<string, Json> | undefined) ?? {}
      return Object.fromEntries(wanted.map((name) => [name, make(properties[name]!)]))
    }
    default:
      return null
  }
}

function text({ format, pattern, minLength, maxLength }: Json): string {
  if (format === 'uuid') return '0193f0c0-0000-7000-8000-000000000000'
  if (format === 'email') return 'pessoa@exemplo.com.br'
  if (format === 'date-time') return '2026-11-24T12:00:00.000Z'
  if (format === 'uri') return 'https://exemplo.com.br'
  const fits = (word: string) =>
    (!pattern || new RegExp(String(pattern), 'u').test(word)) && word.length <= Number(maxLength ?? Infinity)
  const word = WORDS.find(fits) ?? 'abc'
  return word.length < Number(minLength ?? 0) ? word.padEnd(Number(minLength), 'x') : word
}
