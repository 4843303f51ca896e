import type { Endpoint } from '@plantao/shared/http/endpoint'
import { endpoints } from '@plantao/shared/http/endpoints'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { House } from '../../src/house.ts'
import { uuidv7 } from '../../src/platform/uuid.ts'
import { type TestDatabase, testDatabase } from '../database.ts'
import { type Company, fingerprint, makeCompany } from './house.ts'
import { quietHouse } from './quiet-house.ts'
import { sampleOf } from './sample.ts'

// Every route × every role × another company's ids, from the endpoint table: a new route is in here the day it appears.

let database: TestDatabase
let house: House
let mine: Company
let other: Company

beforeAll(async () => {
  database = await testDatabase()
  house = await quietHouse(database.url)
  await house.web.ready()
  mine = await makeCompany(house, 'mine')
  other = await makeCompany(house, 'other')
}, 120_000)
afterAll(async () => {
  await house?.stop()
  await database?.drop()
})

const table = Object.entries(endpoints as Record<string, Endpoint>)
const guarded = table.filter(([, { access }]) => access === 'member' || access === 'owner')
const withIds = guarded.filter(([, { path }]) => path.includes(':'))

function addressOf({ path }: Endpoint, ids: Record<string, string>): string {
  const parts = path.split('/')
  return parts
    .map((part, at) => {
      if (!part.startsWith(':')) return part
      const name = part.slice(1)
      return ids[name] ?? ids[parts[at - 1]!] ?? (parts[at - 1] === 'dead-jobs' ? '1' : uuidv7())
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

  it.each(guarded)(
    '%s asks a temporary password to be changed first, unless it says otherwise',
    async (name, endpoint) => {
      if (endpoint.beforePasswordChange) return
      expect((await ask(name, endpoint, mine.newcomer, mine.ids)).status).toBe(403)
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
    const before = await fingerprint(house, other)
    for (const token of [mine.owner, mine.attendant]) {
      const { status, text } = await ask(name, endpoint, token, other.ids)
      // To delete what is nobody's is as good as done: the fingerprint tells that nothing was.
      const nothingToDo = endpoint.method === 'DELETE' && text === '{"ok":true}'
      expect([name, [401, 403, 404].includes(status) || nothingToDo || text]).toEqual([name, true])
      expect(text).not.toContain(other.canary)
    }
    expect(await fingerprint(house, other)).toBe(before)
  })

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
