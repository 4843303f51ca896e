import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { runJobs } from '../../../infra/testing/scene/jobs.ts'
import { type TestWeb, testWeb, tokenOf } from '../../../infra/testing/scene/web.ts'
import { suiteLog } from '../../../infra/testing/suite-log/suite-log.ts'
import { createTenant, mailedSecrets, mailRecipient } from '../../src/accounts/index.ts'
import { mailTasks } from '../../src/mail/index.ts'
import { createLogger } from '../../src/platform/logging.ts'
import { createMetrics } from '../../src/platform/metrics.ts'

// What may happen once, asked for twenty times in the same moment; and bodies with more in them than was asked for.

const PASSWORD = 'a-long-password'
let database: TestDatabase
let web: TestWeb
let tenantId: string
let otherTenantId: string
const sent: { to: string; text: string }[] = []

beforeAll(async () => {
  database = await testDatabase()
  web = testWeb(database.url)
  const made = []
  for (const house of ['casa', 'rua'])
    made.push(
      await createTenant(web.db, {
        name: house,
        slug: house,
        subscription: { state: 'active', periodEndsAt: null },
        owner: { email: `dona@${house}.example`, name: 'Dona', password: PASSWORD, mustChange: false },
        attendants: [{ email: `bia@${house}.example`, name: 'Bia', password: PASSWORD, mustChange: false }],
      }),
    )
  tenantId = made[0]!.tenantId
  otherTenantId = made[1]!.tenantId
}, 120_000)
afterAll(async () => {
  await web?.app.close()
  await web?.db.close()
  await database?.drop()
})

let addresses = 0
async function call(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  token?: string,
  payload?: object | string,
  headers: Record<string, string> = {},
) {
  const answer = await web.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(typeof payload === 'string' ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(payload ? { payload } : {}),
    remoteAddress: `198.51.100.${++addresses % 250}`,
  })
  return { status: answer.statusCode, body: answer.json(), code: answer.json().error?.code as string }
}
async function mailed(to: string): Promise<string> {
  const tasks = mailTasks({
    db: web.db,
    mailer: { send: async (mail) => void sent.push(mail), close: () => undefined },
    site: 'http://site.example',
    now: () => new Date(),
    recipient: mailRecipient(web.db),
    prepare: mailedSecrets(web.db),
    metrics: createMetrics(),
    log: createLogger({ level: 'debug' }, suiteLog),
  })
  expect(await runJobs(database.url, tasks)).toEqual([])
  return sent.findLast((mail) => mail.to === to)!.text
}
const linkToken = (text: string) => /token=([\w%-]+)/.exec(text)![1]!
const owner = () => tokenOf(web, 'dona@casa.example', PASSWORD)
const times = <T>(count: number, act: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => act(i)))

/** Rows of a tenant by a condition. */
const count = (of: string, from: string, where: string) =>
  web.db.tenant(of, async (tx) => {
    const [row] = await tx.query<{ n: number }>(
      `select count(*)::int as n from ${from} where tenant_id = $1 and ${where}`,
      [tx.tenantId],
    )
    return row!.n
  })

describe('twenty at once', () => {
  it('with one link for a password set one of their passwords', async () => {
    await call('POST', '/auth/password-reset', undefined, { email: 'bia@rua.example' })
    const token = linkToken(await mailed('bia@rua.example'))
    const answers = await times(20, (i) =>
      call('POST', '/auth/password-reset/confirm', undefined, {
        token,
        newPassword: `another-password-${i}`,
      }),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const won = answers.findIndex(({ status }) => status === 200)
    await tokenOf(web, 'bia@rua.example', `another-password-${won}`)
    const hash = await web.db.tenant(otherTenantId, (tx) =>
      tx.query<{ token_hash: Buffer }>('select token_hash from password_reset where tenant_id = $1', [
        tx.tenantId,
      ]),
    )
    // 256 bits, and only their hash is kept.
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(hash.map((row) => row.token_hash?.toString('base64url'))).not.toContain(token)
  })

  it('with one invitation make one member', async () => {
    await call('POST', '/team/invites', await owner(), { email: 'caio@casa.example', name: 'Caio' })
    const token = linkToken(await mailed('caio@casa.example'))
    const answers = await times(20, () =>
      call('POST', '/auth/invite/accept', undefined, { token, password: PASSWORD }),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await count(tenantId, 'member', `email = 'caio@casa.example'`)).toBe(1)
  })

  it('invite no more than the plan has places for', async () => {
    const asking = await owner()
    const answers = await times(16, (i) =>
      call('POST', '/team/invites', asking, { email: `a${i}@casa.example`, name: `A${i}` }),
    )
    // Six places; Bia and Caio have two of them.
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(4)
    const places =
      (await count(tenantId, 'member', `role = 'attendant' and removed_at is null`)) +
      (await count(tenantId, 'invite', 'accepted_at is null and revoked_at is null'))
    expect(places).toBe(6)
  })

  it('leave a company an owner, when its owners remove each other', async () => {
    const [dona] = (await call('GET', '/team/members', await owner())).body.items.filter(
      (one: { email: string }) => one.email === 'dona@casa.example',
    ) as { id: string }[]
    const { items } = (await call('GET', '/team/members', await owner())).body as {
      items: { id: string; email: string }[]
    }
    const bia = items.find(({ email }) => email === 'bia@casa.example')!
    expect((await call('PUT', `/team/members/${bia.id}`, await owner(), { role: 'owner' })).status).toBe(200)
    const [byDona, byBia] = [await owner(), await tokenOf(web, 'bia@casa.example', PASSWORD)]
    await Promise.all([
      call('DELETE', `/team/members/${bia.id}`, byDona),
      call('DELETE', `/team/members/${dona!.id}`, byBia),
    ])
    expect(await count(tenantId, 'member', `role = 'owner' and removed_at is null`)).toBe(1)
    // Whoever is left goes on as the owner of the next test.
  })
})

describe('a body with more in it than was asked for', () => {
  it('makes nobody an owner, and nobody of another company', async () => {
    await call('POST', '/auth/password-reset', undefined, { email: 'dona@rua.example' })
    const attendant = await tokenOf(web, 'dona@rua.example', PASSWORD)
    const invited = await call('POST', '/team/invites', attendant, {
      email: 'novo@rua.example',
      name: 'Novo',
      tenantId,
      tenant_id: tenantId,
      id: '0193f0c0-0000-7000-8000-000000000000',
      acceptedAt: '2026-01-01T00:00:00Z',
    })
    expect(invited.body).toMatchObject({ role: 'attendant' })
    const token = linkToken(await mailed('novo@rua.example'))
    const more = { role: 'owner', tenantId, tenant_id: tenantId, email: 'dona@casa.example' }
    const accepted = await call('POST', '/auth/invite/accept', undefined, {
      token,
      password: PASSWORD,
      ...more,
    })
    expect(accepted.body).toEqual({ email: 'novo@rua.example' })
    const novo = await tokenOf(web, 'novo@rua.example', PASSWORD)
    const profile = { name: 'Novo', phone: '', language: 'pt', ...more }
    expect((await call('PUT', '/me', novo, profile)).status).toBe(200)
    const { member, tenant } = (await call('GET', '/me', novo)).body
    expect([member.role, member.email, tenant.name]).toEqual(['attendant', 'novo@rua.example', 'rua'])
    expect(await count(otherTenantId, 'member', `email = 'novo@rua.example' and role = 'attendant'`)).toBe(1)
  })

  it.each([
    '{"name":"N","phone":"","language":"pt","__proto__":{"role":"owner"}}',
    '{"name":"N","phone":"","language":"pt","constructor":{"prototype":{"role":"owner"}}}',
  ])('reaches no prototype: %s', async (payload) => {
    const novo = await tokenOf(web, 'novo@rua.example', PASSWORD)
    const answer = await call('PUT', '/me', novo, payload)
    expect([200, 400]).toContain(answer.status)
    expect(({} as { role?: string }).role).toBeUndefined()
    expect((await call('GET', '/me', novo)).body.member.role).toBe('attendant')
  })
})

describe('an invitation', () => {
  /** Somebody of the other company asks a friend in, as an owner; answers how to accept it. */
  async function asked(friend: string): Promise<() => Promise<string | number>> {
    const bia = await tokenOf(web, 'bel@rua.example', PASSWORD)
    const invited = await call('POST', '/team/invites', bia, { email: friend, name: 'F', role: 'owner' })
    expect(invited.status, JSON.stringify(invited.body)).toBe(200)
    const token = linkToken(await mailed(friend))
    return async () => {
      const { code, status } = await call('POST', '/auth/invite/accept', undefined, {
        token,
        password: PASSWORD,
      })
      return code ?? status
    }
  }

  it('is worth nothing when it is old, or when who wrote it lost the role or the place', async () => {
    const dona = await tokenOf(web, 'dona@rua.example', PASSWORD)
    await call('POST', '/team/invites', dona, { email: 'bel@rua.example', name: 'Bel', role: 'owner' })
    const token = linkToken(await mailed('bel@rua.example'))
    await call('POST', '/auth/invite/accept', undefined, { token, password: PASSWORD })
    const { items } = (await call('GET', '/team/members', dona)).body as {
      items: { id: string; email: string }[]
    }
    const bel = items.find(({ email }) => email === 'bel@rua.example')!.id

    const old = await asked('f1@rua.example')
    await web.db.tenant(otherTenantId, (tx) =>
      tx.query(`update invite set expires_at = $2 where tenant_id = $1 and email = 'f1@rua.example'`, [
        tx.tenantId,
        tx.now,
      ]),
    )
    expect(await old()).toBe('auth.link_invalid')

    const demoted = await asked('f2@rua.example')
    expect((await call('PUT', `/team/members/${bel}`, dona, { role: 'attendant' })).status).toBe(200)
    expect(await demoted()).toBe('auth.link_invalid')

    expect((await call('PUT', `/team/members/${bel}`, dona, { role: 'owner' })).status).toBe(200)
    const removed = await asked('f3@rua.example')
    expect((await call('DELETE', `/team/members/${bel}`, dona)).status).toBe(200)
    expect(await removed()).toBe('auth.link_invalid')
    expect(await count(otherTenantId, 'member', `email like 'f_@rua.example'`)).toBe(0)
  })
})

describe('a mailed link', () => {
  it('leads to the house’s own address, whatever host the request was sent to', async () => {
    const evil = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }
    await call('POST', '/auth/password-reset', undefined, { email: 'novo@rua.example' }, evil)
    const text = await mailed('novo@rua.example')
    expect(text).toContain('http://site.example/login/reset?token=')
    expect(text).not.toContain('evil')
  })
})
