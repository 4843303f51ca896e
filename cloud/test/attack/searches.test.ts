import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { type Company, fingerprint, makeCompany } from '../../../infra/testing/walls/house.ts'
import { quietHouse } from '../../../infra/testing/walls/quiet-house.ts'
import type { House } from '../../src/house.ts'

// Words that are a language to the part behind a search: they are looked for as words.

let database: TestDatabase
let house: House
let mine: Company
let other: Company
let untouched: string

beforeAll(async () => {
  database = await testDatabase()
  house = await quietHouse(database.url)
  await house.web.ready()
  mine = await makeCompany(house, 'mine')
  other = await makeCompany(house, 'other')
  untouched = await fingerprint(house, other)
}, 120_000)
afterAll(async () => {
  await house?.stop()
  await database?.drop()
})

const WORDS = [
  "'; drop table message; --",
  "' or '1'='1",
  "') or true --",
  '" or "1"="1',
  "' union select password_hash from member --",
  '$1; select pg_sleep(5)',
  '%%%',
  '___',
  '%_%',
  '\\\\\\',
  '\\%\\%',
  '%27%20or%201=1',
  "U&'\\0061'",
  '(select name from contact)',
  '****',
  'a:* | b:*',
  '.*.*',
  '~~~',
]

async function search(q: string): Promise<{ status: number; found: number; text: string }> {
  const answer = await house.web.inject({
    url: `/api/v1/contacts?q=${encodeURIComponent(q)}`,
    headers: { authorization: `Bearer ${mine.owner}` },
  })
  return {
    status: answer.statusCode,
    found: answer.json().items?.length ?? 0,
    text: answer.body,
  }
}

describe('a search for a customer', () => {
  it('finds by the words of a name, so that finding nothing says something', async () => {
    expect(await search(mine.canary)).toMatchObject({ status: 200, found: 1 })
    expect(await search(other.canary)).toMatchObject({ status: 200, found: 0 })
  })

  it.each(WORDS)('looks for %j as it is', async (q) => {
    const { status, found, text } = await search(q)
    expect([status, found, text.includes(other.canary)]).toEqual([200, 0, false])
  })

  it('changes nothing of another company by any of them', async () => {
    expect(await fingerprint(house, other)).toBe(untouched)
  })

  it('finds a name that is such a word', async () => {
    for (const q of ["d'Ávila 100%", 'a_b\\c']) {
      await house.db.tenant(mine.tenantId, (tx) =>
        tx.query('update contact set name = $2 where tenant_id = $1', [tx.tenantId, q]),
      )
      expect(await search(q)).toMatchObject({ status: 200, found: 1 })
    }
  })
})

describe('a search in the knowledge', () => {
  it.each(WORDS)('takes %j for words', async (q) => {
    const answer = await house.web.inject({
      url: `/api/v1/knowledge/search?q=${encodeURIComponent(q)}`,
      headers: { authorization: `Bearer ${mine.owner}` },
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.body).not.toContain(other.canary)
  })
})
