import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { type TestWeb, testWeb, tokenOf } from '../../../infra/testing/scene/web.ts'
import { createTenant } from './index.ts'

// Who was removed is told so, whatever is left of their session; who only lost a session is not.

const PASSWORD = 'a-long-password'
let database: TestDatabase
let web: TestWeb
let tenantId: string

beforeAll(async () => {
  database = await testDatabase()
  web = testWeb(database.url)
  ;({ tenantId } = await createTenant(web.db, {
    name: 'Casa',
    slug: 'casa',
    owner: { email: 'dona@casa.example', name: 'Dona', password: PASSWORD, mustChange: false },
    attendants: ['bia', 'rui', 'lia', 'leo', 'isa'].map((name) => ({
      ...{ email: `${name}@casa.example`, name, password: PASSWORD, mustChange: false },
    })),
  }))
})
afterAll(async () => {
  await web.app.close()
  await web.db.close()
  await database.drop()
})

const enter = async (name: string, client: 'browser' | 'desktop' = 'desktop') => {
  const email = `${name}@casa.example`
  const { answer, refreshToken } = await web.accounts.signIn({
    ...{ email, password: PASSWORD, client, address: '192.0.2.1' },
  })
  return { memberId: answer.member.id, refreshToken }
}
const ask = async (refreshToken: string) => {
  const answer = await web.app.inject({
    method: 'POST',
    url: '/api/v1/auth/refresh',
    payload: { refreshToken },
  })
  return answer.statusCode === 200 ? 'ok' : (answer.json().error.code as string)
}
async function remove(memberId: string): Promise<void> {
  const token = await tokenOf(web, 'dona@casa.example', PASSWORD)
  const answer = await web.app.inject({
    method: 'DELETE',
    url: `/api/v1/team/members/${memberId}`,
    headers: { authorization: `Bearer ${token}` },
  })
  expect(answer.statusCode).toBe(200)
}
const change = (sql: string, values: unknown[] = []) =>
  web.db.tenant(tenantId, (tx) => tx.query(sql, [tenantId, ...values]))

it('a removed member’s computer is told, now and whenever it comes back', async () => {
  const { memberId, refreshToken } = await enter('bia')
  const other = await enter('bia')
  expect(await ask(refreshToken)).toBe('ok')
  await remove(memberId)
  expect(await ask(refreshToken)).toBe('auth.removed')
  expect(await ask(other.refreshToken)).toBe('auth.removed')
  // Long expired by then.
  await change(`update refresh_family set expires_at = $2 where tenant_id = $1`, [new Date(0)])
  expect(await ask(other.refreshToken)).toBe('auth.removed')
})

it('so is one whose session had ended before', async () => {
  const { memberId, refreshToken } = await enter('rui')
  await change(`update refresh_family set revoked_at = $2 where tenant_id = $1 and member_id = $3`, [
    new Date(),
    memberId,
  ])
  expect(await ask(refreshToken)).toBe('auth.session_ended')
  await remove(memberId)
  expect(await ask(refreshToken)).toBe('auth.removed')
})

it('an expired, ended or forgotten session of somebody who belongs here is only that', async () => {
  const [expired, revoked, forgotten] = [await enter('lia'), await enter('lia'), await enter('lia')]
  const family = (token: string) => web.accounts.familyOf(token)
  await change('update refresh_family set expires_at = $2 where tenant_id = $1 and id = $3', [
    new Date(0),
    family(expired.refreshToken),
  ])
  await change('update refresh_family set revoked_at = $2 where tenant_id = $1 and id = $3', [
    new Date(),
    family(revoked.refreshToken),
  ])
  await change('delete from refresh_family where tenant_id = $1 and id = $2', [
    family(forgotten.refreshToken),
  ])
  for (const one of [expired, revoked, forgotten])
    expect(await ask(one.refreshToken)).toBe('auth.session_ended')
})

it('nobody learns it by a token that is none of ours', async () => {
  const { memberId, refreshToken } = await enter('leo')
  await remove(memberId)
  const bytes = Buffer.from(refreshToken, 'base64url')
  bytes[bytes.length - 1]! ^= 1
  expect(await ask(bytes.toString('base64url'))).toBe('auth.session_ended')
  expect(await ask('garbage')).toBe('auth.session_ended')
})

it('a browser is made to forget its cookie and whatever it stored', async () => {
  const { memberId, refreshToken } = await enter('isa', 'browser')
  await remove(memberId)
  const answer = await web.app.inject({
    method: 'POST',
    url: '/api/v1/auth/refresh',
    payload: {},
    cookies: { plantao_refresh: refreshToken },
  })
  expect(answer.json().error.code).toBe('auth.removed')
  expect(answer.headers['clear-site-data']).toBe('"cache", "storage"')
  expect(answer.cookies).toContainEqual(expect.objectContaining({ name: 'plantao_refresh', value: '' }))
})

it('everybody of a company that is deleted is told, also when nothing of it is left', async () => {
  const { refreshToken } = await enter('dona')
  await change('insert into tenant_deletion (tenant_id, requested_at) values ($1, $2)', [new Date()])
  await change('update refresh_family set revoked_at = $2 where tenant_id = $1', [new Date()])
  expect(await ask(refreshToken)).toBe('auth.removed')
  await change('delete from refresh_family where tenant_id = $1')
  expect(await ask(refreshToken)).toBe('auth.removed')
})
