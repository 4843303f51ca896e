import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ERRORS, sentenceFor, wordsAtField } from '../errors.ts'
import { endpoints } from '../http/endpoints.ts'
import { FAULT_KINDS, type FieldFault, faultsOf } from './fault.ts'
import { nameOfField } from './names.ts'

/** What the product fills itself: ids, cursors, filters of its own lists, answers of buttons. */
const FILLED_BY_THE_PRODUCT = new Set(
  'after before client clientId conversationIds.* cursor device download force id invoice kind limit messageId refreshToken session state status verdict'.split(
    ' ',
  ),
)

type Json = { properties?: object; items?: Json; additionalProperties?: Json; anyOf?: Json[]; allOf?: Json[] }

/** Every path of a schema at which a value stands. */
function leaves(schema: Json, path: string): string[] {
  const inner = [...(schema.anyOf ?? []), ...(schema.allOf ?? [])]
  if (inner.length > 0) return inner.flatMap((each) => leaves(each, path))
  if (schema.properties) {
    return Object.entries(schema.properties).flatMap(([key, each]) =>
      leaves(each as Json, path ? `${path}.${key}` : key),
    )
  }
  if (schema.items) return leaves(schema.items, `${path}.*`)
  if (typeof schema.additionalProperties === 'object' && path)
    return leaves(schema.additionalProperties, `${path}.*`)
  return path ? [path] : []
}

const leavesOf = (schema: z.ZodType) =>
  leaves(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json, '')

const PARTS = ['params', 'query', 'body', 'form'] as const
const inputs = Object.entries(endpoints).flatMap(([name, endpoint]) =>
  PARTS.flatMap((part) => {
    const schema = (endpoint as Record<string, unknown>)[part] as z.ZodType | undefined
    return schema ? [{ name: `${name} ${part}`, schema }] : []
  }),
)

/** Those that a person fills and nobody named. */
const nameless = (schema: z.ZodType) =>
  leavesOf(schema).filter((path) => !FILLED_BY_THE_PRODUCT.has(path) && !nameOfField(path))

/** A value for a path, in the objects and lists around it. */
function around(path: string, value: unknown): unknown {
  const [head, ...rest] = path.split('.')
  const inner = rest.length > 0 ? around(rest.join('.'), value) : value
  return head === '*' ? [inner] : { [head!]: inner }
}

const WRONG: unknown[] = [
  '',
  'x',
  'x'.repeat(2_100_000),
  '@',
  'a@',
  'a b',
  -1,
  1e9,
  0.5,
  'NaN',
  null,
  true,
  [],
  {},
]
const KEYS = /[a-z][A-Z]|[a-z]\.[a-z]|undefined|NaN|\{|\bfaults?\b/

describe('a field that a person can fill', () => {
  it.each(inputs)('$name: has a name in both languages', ({ schema }) => {
    expect(nameless(schema)).toEqual([])
  })

  it('is found when nobody named it', () => {
    expect(nameless(z.object({ email: z.string(), shoeSize: z.number().optional() }))).toEqual(['shoeSize'])
    expect(nameless(z.object({ messages: z.object({ farewell: z.string() }) }))).toEqual([
      'messages.farewell',
    ])
  })

  const filled = [...new Set(inputs.flatMap(({ schema }) => leavesOf(schema)))].filter((path) =>
    nameOfField(path),
  )
  it.each(filled)('%s: whatever is wrong with it is said in words', (path) => {
    const seen = new Set<string>()
    for (const { schema } of inputs.filter((input) => leavesOf(input.schema).includes(path))) {
      for (const wrong of WRONG) {
        const value = around(path.replace('texts.*', `texts.${crypto.randomUUID()}`), wrong)
        const parsed = schema.safeParse(value)
        if (parsed.success) continue
        const fault = faultsOf(parsed.error.issues, value).find(
          ({ field }) => field.replace(/\b\d+\b/g, '*').replace(/^texts\..+/, 'texts.*') === path,
        )
        if (!fault) continue
        seen.add(fault.kind)
        for (const language of ['pt', 'en'] as const) {
          const said = wordsAtField(fault, language)
          expect(said.replaceAll(/\S+@\S+/g, '')).not.toMatch(KEYS)
          expect(said).toMatch(/^\p{Lu}.*[.]$/u)
          const whole = sentenceFor('request.invalid', language, { faults: [fault] })
          expect(whole).toContain(nameOfField(path)![language])
        }
      }
    }
    expect([...seen]).not.toEqual([])
  })
})

describe('each kind of fault', () => {
  it.each(FAULT_KINDS)('%s has words in both languages', (kind) => {
    const fault: FieldFault = { field: 'name', kind, limit: 3, length: 1, error: 'name.has_address' }
    expect(wordsAtField(fault, 'pt')).not.toBe(wordsAtField(fault, 'en'))
    expect(wordsAtField(fault, 'pt')).not.toMatch(/\{|undefined/)
  })

  /** Every kind of issue that zod knows, made by a schema. */
  const issues: Record<z.core.$ZodIssue['code'], [z.ZodType, unknown, string]> = {
    invalid_type: [z.object({ v: z.number() }), { v: 'a' }, 'number'],
    too_big: [z.object({ v: z.string().max(300) }), { v: 'a'.repeat(412) }, 'too_long'],
    too_small: [z.object({ v: z.string().min(3) }), { v: 'a' }, 'too_short'],
    invalid_format: [z.object({ v: z.uuid() }), { v: 'a' }, 'shape'],
    not_multiple_of: [z.object({ v: z.number().multipleOf(5) }), { v: 4 }, 'number'],
    unrecognized_keys: [z.object({ v: z.strictObject({}) }), { v: { a: 1 } }, 'shape'],
    invalid_union: [z.object({ v: z.union([z.literal('a'), z.number()]) }), { v: true }, 'shape'],
    invalid_key: [z.object({ v: z.record(z.uuid(), z.string()) }), { v: { a: 'b' } }, 'shape'],
    invalid_element: [
      z.object({ v: z.map(z.date(), z.number()) }),
      { v: new Map([[new Date(0), 'x']]) },
      'shape',
    ],
    invalid_value: [z.object({ v: z.enum(['a', 'b']) }), { v: 'c' }, 'choice'],
    custom: [z.object({ v: z.string().refine(() => false) }), { v: 'a' }, 'shape'],
  }
  it.each(Object.entries(issues))('zod’s %s becomes one', (code, [schema, value, kind]) => {
    const found = schema.safeParse(value).error!.issues
    expect(found.map((issue) => issue.code)).toEqual([code])
    expect(faultsOf(found, value)).toMatchObject([{ kind }])
  })
})

describe('what is said', () => {
  const said = (schema: z.ZodType, value: unknown, language: 'pt' | 'en' = 'pt') =>
    sentenceFor('request.invalid', language, {
      faults: faultsOf(schema.safeParse(value).error!.issues, value),
    })
  const { checkout, invite } = endpoints

  it('names each field as a person does, with what is wrong', () => {
    const value = { email: 'dona.quitanda', name: 'Quitanda', phone: 'x' }
    expect(said(checkout.body, value)).toBe(
      'Confira o que foi escrito. E-mail: faltou o @. Um e-mail é assim: nome@empresa.com.br. Telefone: escreva o telefone com DDD, só com números e sinais: (11) 99999-0001. Nada foi mudado.',
    )
  })

  it('counts what is too long', () => {
    const value = { email: 'a@b.example', name: `${'a'.repeat(412)}`, role: 'owner' }
    expect(said(invite.body, value, 'en')).toContain('Name: at most 240 characters; there are 412.')
  })

  it('says nothing of a field that no person fills', () => {
    const faults = [{ field: 'cursor', kind: 'shape' }]
    expect(sentenceFor('request.invalid', 'en', { faults })).toBe(ERRORS['request.not_understood'].en)
    expect(sentenceFor('request.invalid', 'pt', { fields: 'email, phone' })).toBe(
      ERRORS['request.not_understood'].pt,
    )
  })
})
