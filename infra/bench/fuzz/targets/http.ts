import type { Endpoint } from '@plantao/shared/http/endpoint'
import { endpoints } from '@plantao/shared/http/endpoints'
import { uuidv7 } from '../../../../cloud/src/platform/uuid.ts'
import type { Random } from '../../../testing/random.ts'
import { sampler } from '../../../testing/walls/sample.ts'
import type { Ground } from '../ground.ts'
import { hostile, mutated, plainly, TEXTS, written } from '../hostile.ts'
import { collect, inLanes, type Result, type Told, tried } from '../run.ts'
import { formOf } from './form.ts'

type Route = {
  name: string
  endpoint: Endpoint
  sample: { query?: (dice: Dice) => unknown; body?: (dice: Dice) => unknown; form?: (dice: Dice) => unknown }
}
type Dice = { next(): number; uuid(): string }

/** Every route of the table: a new one is attacked the day it appears. */
const ROUTES: Route[] = Object.entries(endpoints as Record<string, Endpoint>).map(([name, endpoint]) => ({
  name,
  endpoint,
  sample: {
    ...(endpoint.query ? { query: sampler(endpoint.query) } : {}),
    ...(endpoint.body ? { body: sampler(endpoint.body) } : {}),
    ...(endpoint.form ? { form: sampler(endpoint.form) } : {}),
  },
}))
const TYPES = [
  'application/json; charset=utf-8',
  'application/json; charset=utf-16',
  'APPLICATION/JSON',
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'application/octet-stream',
  'application/json, text/html',
  ';;;',
  '',
]
/** Raw pieces of a path that no `encodeURIComponent` writes. */
const PIECES = [
  '..',
  '%2e%2e',
  '%2F',
  '%00',
  '%ED%A0%80',
  '%zz',
  '%',
  '.',
  '%5c',
  'a'.repeat(300),
  ';x=1',
  '%E2%80%AE',
]

/** Every route of the API with requests that are nearly right, by everybody, with anybody's ids. */
export async function fuzzHttp(
  ground: Ground,
  { count, seed }: { count: number; seed: number },
): Promise<Result> {
  const all = collect('http')
  const reached = new Set<string>()
  const before = await ground.untouched()
  const send = async (random: Random, at: number): Promise<Told> => {
    const { name, endpoint, sample } = ROUTES[at % ROUTES.length]!
    const dice: Dice = { next: random.next, uuid: () => anyId(random, ground) }
    const { url, hasFile, payload, headers } = requestOf(random, ground, { name, endpoint, sample }, dice)
    const answer = await ground.test.house.web.inject({
      method:
        random.next() < 0.98
          ? endpoint.method
          : random.pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']),
      url,
      headers,
      remoteAddress: `198.${18 + random.below(2)}.${random.below(256)}.${random.below(256)}`,
      ...(payload === undefined ? {} : { payload }),
    })
    const { statusCode: status, body: text } = answer
    if (status < 300) reached.add(name)
    const sent = `${url}\n${hasFile ? '' : String(payload ?? '')}`
    const headless = answer.raw.req.method === 'HEAD' || (text === '' && status < 500)
    const faults = headless
      ? status >= 500
        ? [`answered ${status}`]
        : []
      : ground.judge({ status, text, sent })
    return {
      outcome: String(status),
      faults,
      case: `${name} ${status} ${sent} → ${text.slice(0, 200)}`,
    }
  }
  await inLanes(count, 12, async (at) =>
    all.told(at, await tried({ seed, door: 'http', at }, (random) => send(random, at))),
  )
  await ground.settled()
  if ((await ground.untouched()) !== before) all.fault('the other company changed')
  const never = ROUTES.filter(({ name }) => !reached.has(name)).map(({ name }) => name)
  const result = all.result()
  return {
    ...result,
    outcomes: { ...result.outcomes, 'routes reached': reached.size, 'routes never reached': never.length },
  }
}

function requestOf(random: Random, ground: Ground, { endpoint, sample }: Route, dice: Dice) {
  const headers: Record<string, string> = {}
  const token = tokenFor(random, ground, endpoint)
  if (token !== null) headers.authorization = token
  let payload: string | Buffer | undefined
  if (sample.form) {
    const form = formOf(random, sample.form(dice))
    payload = form.payload
    headers['content-type'] = form.type
  } else if (sample.body || random.next() < 0.05) {
    payload = written(random, mutated(random, sample.body?.(dice) ?? {}, random.pick([0, 1, 1, 2, 4])))
    headers['content-type'] = 'application/json'
  }
  if (random.next() < 0.05) headers['content-type'] = random.pick(TYPES)
  if (random.next() < 0.05) {
    const name = random.pick([
      'accept-language',
      'traceparent',
      'x-trace-id',
      'cookie',
      'origin',
      'range',
      'if-none-match',
      'accept',
    ])
    headers[name] = random
      .pick(TEXTS)
      .replace(/[^\x20-\x7e]/g, '?')
      .slice(0, 2_000)
  }
  const query = sample.query || random.next() < 0.05 ? queryOf(random, sample.query?.(dice) ?? {}) : ''
  return { url: `${addressOf(random, ground, endpoint)}${query}`, headers, payload, hasFile: false }
}

function tokenFor(random: Random, { owners, attendants, mine }: Ground, { access }: Endpoint): string | null {
  const chance = random.next()
  if (access === 'public' && chance < 0.8) return null
  if (chance < 0.03) return null
  if (chance < 0.06)
    return random.pick([
      'Bearer',
      'Bearer x',
      `Bearer ${'x'.repeat(5_000)}`,
      'Basic YTpi',
      `Bearer ${mine.newcomer}`,
    ])
  if (chance < 0.15) return `Bearer ${random.pick(attendants)}`
  return `Bearer ${random.pick(owners)}`
}

function anyId(random: Random, { mine, other }: Ground): string {
  const chance = random.next()
  if (chance < 0.5) return random.pick(Object.values(mine.ids))
  return chance < 0.8 ? random.pick(Object.values(other.ids)) : uuidv7()
}

function addressOf(random: Random, { mine, other }: Ground, { path }: Endpoint): string {
  const ids = random.next() < 0.75 ? mine.ids : other.ids
  const parts = path.split('/')
  const filled = parts.map((part, at) => {
    if (!part.startsWith(':')) return part
    const chance = random.next()
    if (chance < 0.08) return random.pick(PIECES)
    if (chance < 0.2) return encodeURIComponent(plainly(hostile(random)).toWellFormed()).slice(0, 3_000)
    return ids[part.slice(1)] ?? ids[parts[at - 1]!] ?? (chance < 0.5 ? '1' : uuidv7())
  })
  if (random.next() < 0.02) filled.splice(1 + random.below(filled.length), 0, random.pick(PIECES))
  return filled.join('/')
}

function queryOf(random: Random, sample: unknown): string {
  const given = mutated(random, sample, random.pick([0, 0, 1, 2]))
  const pairs = typeof given === 'object' && given !== null ? Object.entries(given) : []
  const told = pairs.slice(0, 50).map(([name, value]) => {
    const text = plainly(value)
    return `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(text.toWellFormed()).slice(0, 3_000)}`
  })
  if (random.next() < 0.2)
    told.push(
      random.pick([
        'limit=1&limit=2',
        'cursor=x&cursor=y',
        'limit=-1',
        'limit=1e309',
        '__proto__=1',
        'cursor[]=1',
        'a[b]=c',
        '%',
        '&&&===',
        'before=%00',
        'cursor=%ED%A0%80',
        'q=%zz',
        'constructor=1',
      ]),
    )
  return told.length > 0 ? `?${told.join('&')}` : ''
}
