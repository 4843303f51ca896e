import { z } from 'zod'

type Json = Record<string, unknown>

/** Throws for each choice a schema leaves open; without dice the least that it accepts is made. */
export type Dice = {
  /** In [0, 1). */
  next(): number
  uuid(): string
}

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

/** Makes values of a schema by dice: mostly what it accepts, with more of its optional parts than `sampleOf`. */
export function sampler(schema: z.ZodType): (dice: Dice) => unknown {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json
  return (dice) => make(json, dice)
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

function make(schema: Json, dice?: Dice): unknown {
  const one = <T>(list: readonly T[]): T => list[Math.floor((dice?.next() ?? 0) * list.length)]!
  if ('const' in schema) return schema.const
  if ('default' in schema && !(dice && dice.next() < 0.5)) return schema.default
  if (Array.isArray(schema.enum)) return one(schema.enum)
  const choices = (schema.anyOf ?? schema.oneOf ?? schema.allOf) as Json[] | undefined
  if (choices) {
    const choice = dice ? one(choices) : (choices.find(({ type }) => type !== 'null') ?? choices[0]!)
    return make(choice, dice)
  }
  switch (schema.type) {
    case 'string':
      return text(schema, dice)
    case 'integer':
    case 'number': {
      const least = Math.max(Number(schema.minimum ?? 0), Number(schema.exclusiveMinimum ?? -1) + 1)
      const most = Math.min(Number(schema.maximum ?? least + 100), least + 100)
      return dice ? least + Math.floor(dice.next() * (most - least + 1)) : least
    }
    case 'boolean':
      return dice ? dice.next() < 0.5 : false
    case 'array': {
      const length = Number(schema.minItems ?? 0) + (dice ? Math.floor(dice.next() * 3) : 0)
      return Array.from({ length }, () => make(schema.items as Json, dice))
    }
    case 'object': {
      const wanted = (schema.required as string[] | undefined) ?? []
      const properties = (schema.properties as Record<string, Json> | undefined) ?? {}
      const names = dice
        ? Object.keys(properties).filter((name) => wanted.includes(name) || dice.next() < 0.5)
        : wanted
      return Object.fromEntries(names.map((name) => [name, make(properties[name]!, dice)]))
    }
    default:
      return null
  }
}

function text({ format, pattern, minLength, maxLength }: Json, dice?: Dice): string {
  if (format === 'uuid') return dice?.uuid() ?? '0193f0c0-0000-7000-8000-000000000000'
  if (format === 'email') return 'pessoa@exemplo.com.br'
  if (format === 'date-time') return '2026-11-24T12:00:00.000Z'
  if (format === 'uri') return 'https://exemplo.com.br'
  const fits = (word: string) =>
    (!pattern || new RegExp(String(pattern), 'u').test(word)) && word.length <= Number(maxLength ?? Infinity)
  const fitting = WORDS.filter(fits)
  const word = fitting[Math.floor((dice?.next() ?? 0) * fitting.length)] ?? 'abc'
  return word.length < Number(minLength ?? 0) ? word.padEnd(Number(minLength), 'x') : word
}
