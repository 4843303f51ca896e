import type { Endpoint } from '@plantao/shared/http/endpoint'
import { endpoints } from '@plantao/shared/http/endpoints'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { changeJobs } from '../../../infra/testing/scene/private-jobs.ts'
import { type Company, fingerprint, makeCompany } from '../../../infra/testing/walls/house.ts'
import { quietHouse } from '../../../infra/testing/walls/quiet-house.ts'
import { sampleOf, sampler } from '../../../infra/testing/walls/sample.ts'
import type { House } from '../../src/house.ts'
import { roleUrl } from '../../src/platform/roles.ts'

// Every route × every role × another company's ids, from the endpoint table: a new route is in here the day it appears.

let database: TestDatabase
let house: House
let mine: Company
let other: Company
let queue: pg.Client

beforeAll(async () => {
  database = await testDatabase()
  house = await quietHouse(database.url)
  await house.web.ready()
  mine = await makeCompany(house, 'mine')
  other = await makeCompany(house, 'other')
  queue = new pg.Client(roleUrl(database.url, 'plantao_queue'))
  await queue.connect()
  await buryJobs()
}, 120_000)
afterAll(async () => {
  await queue?.end()
  await house?.stop()
  await database?.drop()
})

const table = Object.entries(endpoints as Record<string, Endpoint>)
const guarded = table.filter(([, { access }]) => access === 'member' || access === 'owner')
const withIds = guarded.filter(([, { path }]) => path.includes(':'))

/** Each company's job failed for good, so that it is one of the list that owners see. */
async function buryJobs(): Promise<void> {
  await changeJobs(queue, `attempts = max_attempts, last_error = 'x', locked_at = null`)
  const { rows } = await queue.query<{ id: string; tenant: string }>('select id, tenant from queue_job')
  for (const company of [mine, other])
    company.ids['dead-jobs'] = rows.find(({ tenant }) => tenant === company.tenantId)!.id
}
/** What the other company has, its dead job included. */
async function othersState(): Promise<string> {
  const { rows } = await queue.query<{ attempts: number }>('select attempts from queue_job where id = $1', [
    other.ids['dead-jobs'],
  ])
  return `${await fingerprint(house, other)} ${rows[0]?.attempts}`
}

function addressOf({ path }: Endpoint, ids: Record<string, string>): string {
  const parts = path.split('/')
  return parts
    .map((part, at) => {
      if (!part.startsWith(':')) return part
      const id = ids[part.slice(1)] ?? ids[parts[at - 1]!]
      // An id that nobody has would be refused by any code.
      if (!id) throw new Error(`makeCompany has no id for ${path}`)
      return id
    })
    .join('/')
}

function bodyOf(name: string, endpoint: Endpoint): { payload?: string; headers: Record<string, string> } {
  if (endpoint.form) {
    const fields = sampleOf(endpoint.form) as Record<string, unknown>
    const parts = Object.entries(fields).map(
      ([field, value]) =>
        `--walls\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${String(value)}\r\n`,
    )
    const file = `--walls\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\noi\r\n--walls--\r\n`
    return {
      payload: parts.join('') + file,
      headers: { 'content-type': 'multipart/form-data; boundary=walls' },
    }
  }
  if (!endpoint.body) return { headers: {} }
  try {
    return {
      payload: JSON.stringify(sampleOf(endpoint.body)),
      headers: { 'content-type': 'application/json' },
    }
  } catch (error) {
    throw new Error(`${name}: the matrix needs a body it can make (${(error as Error).message})`)
  }
}

async function ask(name: string, endpoint: Endpoint, token: string | null, ids: Record<string, string>) {
  const { payload, headers } = bodyOf(name, endpoint)
  const answer = await house.web.inject({
    method: endpoint.method,
    url: addressOf(endpoint, ids),
    headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(payload === undefined ? {} : { payload }),
  })
  return { status: answer.statusCode, text: answer.body }
}

/** Whether a body or a query of this route may name something by its id. */
const takesIds = ({ body, query }: Endpoint) =>
  [body, query].some(
    (schema) =>
      schema &&
      JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })).includes('"uuid"'),
  )

/** Asks about one's own, with the other company's ids wherever a body or a query may hold one. */
async function askWithTheirs(endpoint: Endpoint, round: number) {
  const theirs = Object.values(other.ids).filter((id) => /^[0-9a-f-]{36}$/.test(id))
  let drawn = round
  const draw = (step: number) => {
    drawn += step
    return drawn
  }
  const dice = {
    // Many of the parts that may be left out, another choice each round.
    next: () => draw(0.37) % 1,
    uuid: () => theirs[Math.floor(draw(1)) % theirs.length]!,
  }
  const query = endpoint.query ? (sampler(endpoint.query)(dice) as Record<string, unknown>) : {}
  const words = new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, String(value)]),
  )
  const body = endpoint.body && !endpoint.form ? sampler(endpoint.body)(dice) : undefined
  const answer = await house.web.inject({
    method: endpoint.method,
    url: `${addressOf(endpoint, mine.ids)}?${words}`,
    headers: { authorization: `Bearer ${mine.owner}` },
    ...(body === undefined ? {} : { payload: body as object }),
  })
  return { status: answer.statusCode, text: answer.body }
}

describe('a guarded route', () => {
  it.each(guarded)('%s is closed to strangers and forged tokens', async (name, endpoint) => {
    const [head, , tail] = mine.owner.split('.')
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${mine.owner.split('.')[1]}.`
    for (const token of [
      null,
      'garbage',
      unsigned,
      `${head}.${Buffer.from('{}').toString('base64url')}.${tail}`,
    ]) {
      const { status } = await ask(name, endpoint, token, mine.ids)
      expect([token, status]).toEqual([token, 401])
    }
  })

  it.each(guarded.filter(([, { beforePasswordChange }]) => !beforePasswordChange))(
    '%s asks a temporary password to be changed first',
    async (name, endpoint) => {
      expect((await ask(name, endpoint, mine.newcomer, mine.ids)).status).toBe(403)
    },
  )

  it.each(guarded.filter(([, { beforePasswordChange }]) => beforePasswordChange))(
    '%s answers someone whose password is a temporary one',
    async (name, endpoint) => {
      // Whatever it says of the body: it knew the caller, and let them in.
      const { text } = await ask(name, endpoint, mine.newcomer, mine.ids)
      const { error } = JSON.parse(text) as { error?: { code: string } }
      expect(error?.code ?? 'done').not.toMatch(/^auth\.(?!wrong_credentials)/)
    },
  )

  it.each(guarded.filter(([, { access }]) => access === 'owner'))(
    '%s is the owner’s alone',
    async (name, endpoint) => {
      expect((await ask(name, endpoint, mine.attendant, mine.ids)).status).toBe(403)
    },
  )
})

describe('another company’s ids', () => {
  it.each(withIds)('%s answers none of them and changes nothing', async (name, endpoint) => {
    const before = await othersState()
    for (const token of [mine.owner, mine.attendant]) {
      const { status, text } = await ask(name, endpoint, token, other.ids)
      // To delete what is nobody's is as good as done: the fingerprint tells that nothing was.
      const nothingToDo = endpoint.method === 'DELETE' && text === '{"ok":true}'
      expect([name, [401, 403, 404].includes(status) || nothingToDo || text]).toEqual([name, true])
      expect(text).not.toContain(other.canary)
    }
    expect(await othersState()).toBe(before)
  })

  it.each(withIds.filter(([, { path }]) => path.split(':').length > 2))(
    '%s joins none of them with one’s own',
    async (name, endpoint) => {
      const before = await othersState()
      for (const theirs of Object.keys(other.ids)) {
        if (!endpoint.path.includes(`/:${theirs}`) && !endpoint.path.includes(`/${theirs}/:`)) continue
        const { status, text } = await ask(name, endpoint, mine.owner, {
          ...mine.ids,
          [theirs]: other.ids[theirs]!,
        })
        expect([name, theirs, status]).toEqual([name, theirs, 404])
        expect(text).not.toContain(other.canary)
      }
      expect(await othersState()).toBe(before)
    },
  )

  it('are real ones: a company finds its own by each of these routes', async () => {
    const lost: string[] = []
    for (const [name, endpoint] of withIds.filter(([, { method }]) => method === 'GET')) {
      const { status, text } = await ask(name, endpoint, mine.owner, mine.ids)
      // Its file was never put into the store.
      const isFile = name === 'media' && text.includes('media.failed')
      if (status !== 200 && !isFile) lost.push(`${name} ${status} ${text.slice(0, 120)}`)
    }
    expect(lost).toEqual([])
  })

  it.each(guarded.filter(([, endpoint]) => takesIds(endpoint)))(
    '%s takes none of them in a body or a query',
    async (name, endpoint) => {
      const before = await othersState()
      for (let round = 0; round < 4; round++) {
        const { text, status } = await askWithTheirs(endpoint, round)
        expect([name, status < 500 || text]).toEqual([name, true])
        expect(text).not.toContain(other.canary)
      }
      expect(await othersState()).toBe(before)
    },
  )

  it.each(guarded.filter(([, { method, path }]) => method === 'GET' && !path.includes(':')))(
    '%s lists nothing of the other company',
    async (name, endpoint) => {
      const { status, text } = await ask(name, endpoint, mine.owner, {})
      expect(status).toBeLessThan(500)
      expect(text).not.toContain(other.canary)
      expect(text).not.toContain(other.tenantId)
    },
  )
})
