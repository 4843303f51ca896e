import type { Random } from '../../testing/random.ts'

/** Texts that have broken a program somewhere. None of them holds a word that the judge of answers looks for. */
export const TEXTS: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfffy',
  '\u202egnp.exe',
  '\u200b\u2060\ufeff',
  '👩‍👩‍👧‍👦'.repeat(40),
  'é'.normalize('NFD').repeat(50),
  '%00',
  '%zz',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  "'; drop table message; --",
  '" or "1"="1',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  "=cmd|' /C calc'!A0",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an attack on templates
  '${7*7}{{7*7}}<%= 7*7 %>',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'NaN',
  'null',
  'undefined',
  'true',
  '-1',
  '0x7fffffff',
  '1e309',
  '99999999999999999999999999',
  '2026-13-45T99:99:99Z',
  '0000-00-00',
  '9999-12-31T23:59:59.999Z',
  '+275760-09-13T00:00:00.000Z',
  '0001-01-01T00:00:00Z',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  '5511999990001@s.whatsapp.net',
  '@lid',
  'America/Nowhere',
  'xn--nxasmq6b.example',
  'a@b',
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'http://169.254.169.254/latest',
  '\r\nx-injected: 1',
  '(a+)+$',
  'a'.repeat(1_001),
  'á'.repeat(70_000),
]

const OTHERS: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  -0,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  Number.MIN_VALUE,
  [],
  {},
  [[]],
  [null],
  { length: -1 },
  { length: 1e9 },
  { toString: null },
  { toJSON: 1 },
  { low: 1, high: -1, unsigned: 'x' },
  Array.from({ length: 3_000 }, (_, i) => i),
  Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i])),
]

/** Something that does not belong where it will stand. */
export function hostile(random: Random): unknown {
  return random.next() < 0.6 ? random.pick(TEXTS) : structuredClone(random.pick(OTHERS))
}

type Place = { holder: Record<string, unknown> | unknown[]; key: string | number }

/** A value as text; an object whose `toString` is hostile too has one. */
export function plainly(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined')
}

/** A copy of a JSON value with `times` of its parts exchanged, taken out, doubled, wrapped or renamed. */
export function mutated(random: Random, value: unknown, times: number): unknown {
  const root = { value: structuredClone(value) }
  for (let i = 0; i < times; i++) {
    const { holder, key } = random.pick(placesIn(root))
    const at = holder as Record<string | number, unknown>
    switch (random.below(9)) {
      case 0:
        if (Array.isArray(holder)) holder.splice(Number(key), 1)
        else if (holder !== root) delete holder[key as string]
        break
      case 1:
        at[key] = [at[key]]
        break
      case 2:
        at[key] = { [random.pick(['value', 'constructor', 'data', '0'])]: at[key] }
        break
      case 3:
        if (typeof at[key] === 'string') at[key] = at[key].slice(0, 2_000).repeat(random.pick([0, 2, 300]))
        else at[key] = plainly(at[key])
        break
      case 4:
        if (typeof at[key] === 'string') at[key] = `${at[key].slice(0, 3)}${random.pick(TEXTS)}`
        else if (typeof at[key] === 'number') at[key] = at[key] * random.pick([-1, 1e15, 0.1])
        break
      case 5:
        // A list with such a name is one no JSON can write.
        if (!Array.isArray(holder))
          at[random.pick(['__proto', 'constructor', 'prototype', 'id', 'tenantId', 'role'])] = hostile(random)
        break
      default:
        at[key] = hostile(random)
    }
  }
  return root.value
}

function placesIn(root: object): Place[] {
  const places: Place[] = []
  const line: object[] = [root]
  while (line.length > 0 && places.length < 300) {
    const holder = line.shift() as Record<string, unknown> | unknown[]
    for (const [key, inner] of Object.entries(holder)) {
      places.push({ holder, key })
      if (typeof inner === 'object' && inner !== null) line.push(inner)
    }
  }
  return places
}

const LITERAL = /:\s*("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null)/g

/** JSON, now and then as only a broken or a hostile sender writes it. */
export function written(random: Random, value: unknown): string | Buffer {
  const json = JSON.stringify(value) ?? ''
  if (random.next() < 0.7) return json
  const at = random.below(json.length + 1)
  switch (random.below(14)) {
    case 0:
      return json.slice(0, at)
    case 1:
      return `${json.slice(0, at)}\0${json.slice(at)}`
    case 2:
      return `\ufeff${json}`
    case 3:
      return `${json}${random.pick([',', '}', ']', 'x', '\n{}'])}`
    case 4: {
      const bytes = Buffer.from(json)
      if (bytes.length > 0) bytes[random.below(bytes.length)] = random.below(256)
      return bytes
    }
    case 5:
      return Buffer.concat([
        Buffer.from(json.slice(0, at)),
        Buffer.from([0xff, 0xfe, 0xc0, 0x80]),
        Buffer.from(json.slice(at)),
      ])
    case 6:
      return json.replace('{', '{"__proto__":{"isAdmin":true},')
    case 7:
      return json.replace('{', '{"constructor":{"prototype":{"isAdmin":true}},')
    case 8:
      return random.pick(['', 'null', '0', '""', '[]', '{', 'NaN', "{'a':1}", 'undefined', '[1,]'])
    case 9:
      return deep(random)
    default:
      return withLiteral(random, json)
  }
}

/** One value of the text exchanged for a literal that no `JSON.stringify` writes. */
function withLiteral(random: Random, json: string): string {
  const found = [...json.matchAll(LITERAL)]
  if (found.length === 0) return json
  const { 0: all, index } = random.pick(found)
  const literal = random.pick([
    '1e999',
    '-1e999',
    '-0',
    '9'.repeat(400),
    '0.'.concat('1'.repeat(400)),
    '"\\ud800"',
    '"\\u0000"',
    '"\\udc00\\ud800"',
    'NaN',
    '01',
    deep(random),
  ])
  return `${json.slice(0, index)}:${literal}${json.slice(index + all.length)}`
}

function deep(random: Random): string {
  const levels = random.pick([50, 1_000, 20_000])
  return random.next() < 0.5
    ? '['.repeat(levels) + ']'.repeat(levels)
    : `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
}
