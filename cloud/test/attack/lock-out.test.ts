import { endpoints } from '@plantao/shared/http/endpoints'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { runJobs } from '../../../infra/testing/scene/jobs.ts'
import { type TestWeb, testWeb } from '../../../infra/testing/scene/web.ts'
import { suiteLog } from '../../../infra/testing/suite-log/suite-log.ts'
import { attemptsInMemory, createTenant, mailedSecrets, mailRecipient } from '../../src/accounts/index.ts'
import { signIn } from '../../src/accounts/sign-in.ts'
import { mailTasks } from '../../src/mail/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { createLogger } from '../../src/platform/logging.ts'
import { createMetrics } from '../../src/platform/metrics.ts'

// Who knows an e-mail address tries to keep its owner out. Each test has a house with fresh counts.

const OWNER = { email: 'dona@house.example', password: 'a-long-password' }
let database: TestDatabase | undefined
let web: TestWeb
let tenantId: string
const sent: { to: string; text: string }[] = []

beforeEach(async () => {
  const isFirst = !database
  database ??= await testDatabase()
  web = testWeb(database.url)
  sent.length = 0
  if (!isFirst) return
  const made = await createTenant(web.db, {
    name: 'Casa',
    slug: 'casa',
    subscription: { state: 'active', periodEndsAt: null },
    owner: { ...OWNER, name: 'Dona', mustChange: false },
  })
  tenantId = made.tenantId
})
afterEach(async () => {
  await web.app.close()
  await web.db.close()
})
afterAll(() => database?.drop())

type Cookies = Record<string, string>
/** A browser: it keeps its cookies, and its address unless told another. */
function browser(remoteAddress: string, cookies: Cookies = {}) {
  const call = async (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    payload?: object,
    headers: Record<string, string> = {},
  ) => {
    const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`)
    const answer = await web.app.inject({
      method,
      url: `/api/v1${path}`,
      remoteAddress,
      headers: { ...(cookie.length > 0 ? { cookie: cookie.join('; ') } : {}), ...headers },
      ...(payload ? { payload } : {}),
    })
    for (const { name, value } of answer.cookies) cookies[name] = value
    return { status: answer.statusCode, body: answer.json(), answer }
  }
  const post = (path: string, payload?: object, headers?: Record<string, string>) =>
    call('POST', `/auth/${path}`, payload, headers)
  return {
    cookies,
    call,
    post,
    enter: (password = OWNER.password) => post('login', { email: OWNER.email, password }),
    at: (other: string) => browser(other, cookies),
  }
}
/** Wrong passwords for the owner, each from an address of its own. */
async function guessFrom(addresses: string[], email = OWNER.email): Promise<number[]> {
  const statuses = []
  for (const address of addresses)
    statuses.push((await browser(address).post('login', { email, password: 'no' })).status)
  return statuses
}
const many = (count: number) => Array.from({ length: count }, (_, i) => `198.51.100.${i + 1}`)

describe('an owner whose e-mail strangers guess at', () => {
  it('signs in on a browser and on a desktop that were known before, while strangers are slowed down', async () => {
    const home = browser('203.0.113.1')
    expect((await home.enter()).status).toBe(200)
    const cookie = (await home.enter()).answer.cookies
    expect(
      cookie.map(({ name }) => name),
      'the same device is not named anew',
    ).toEqual(['plantao_refresh'])
    const desktop = { ...OWNER, client: 'desktop' }
    const { body } = await browser('203.0.113.2').post('login', desktop)
    expect(body.device.length).toBeGreaterThan(20)

    const guesses = await guessFrom(many(40))
    expect(guesses.filter((status) => status === 401).length).toBeLessThanOrEqual(20)
    expect(guesses.slice(20).every((status) => status === 429)).toBe(true)
    expect((await browser('192.0.2.77').enter()).status, 'a stranger, even with the right password').toBe(429)
    expect((await home.enter()).status).toBe(200)
    expect((await home.at('192.0.2.78').enter()).status, 'wherever it goes').toBe(200)
    expect((await browser('192.0.2.79').post('login', { ...desktop, device: body.device })).status).toBe(200)
    expect((await guessFrom(['192.0.2.80']))[0], 'a success of theirs frees no stranger').toBe(429)
  })

  it('signs in from the very address of the one who guesses', async () => {
    const home = browser('203.0.113.1')
    await home.enter()
    const guesses = await guessFrom(Array.from({ length: 60 }, () => '203.0.113.1'))
    expect(guesses.filter((status) => status === 401)).toHaveLength(5)
    expect((await browser('203.0.113.1').enter()).status).toBe(429)
    expect((await home.enter()).status).toBe(200)
  })

  it('gets in on a new machine by a mailed link, however many links were asked for', async () => {
    const asked = []
    for (const address of many(12))
      asked.push(await browser(address).post('password-reset', { email: OWNER.email }))
    for (const { status, body } of asked) expect([status, body]).toEqual([200, { ok: true }])
    await guessFrom(many(40))
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
    expect(await runJobs(database!.url, tasks)).toEqual([])
    expect(sent.length, 'no cannon either').toBe(1)
    const token = /token=([\w%-]+)/.exec(sent[0]!.text)![1]!
    const machine = browser('192.0.2.90')
    expect((await machine.enter()).status).toBe(429)
    const chosen = { token, newPassword: OWNER.password }
    expect((await machine.post('password-reset/confirm', chosen)).status).toBe(200)
    expect((await machine.enter()).status).toBe(200)
    const late = await machine.post('password-reset/confirm', { token, newPassword: 'yet-another-one' })
    expect(late.body.error.code, 'it opens once').toBe('auth.link_invalid')
  })

  it('asks for a link on a known device though strangers had theirs', async () => {
    const home = browser('203.0.113.1')
    await home.enter()
    for (const address of many(6)) await browser(address).post('password-reset', { email: OWNER.email })
    const before = await mails()
    await home.post('password-reset', { email: OWNER.email })
    expect((await mails()) - before).toBe(1)
    await browser('192.0.2.5').post('password-reset', { email: OWNER.email })
    expect((await mails()) - before).toBe(1)
  })
})

function mails(): Promise<number> {
  return web.db.tenant(tenantId, async (tx) => {
    const [row] = await tx.query<{ mails: number }>(
      `select count(*)::int as mails from mail where tenant_id = $1 and template = 'password_reset'`,
      [tx.tenantId],
    )
    return row!.mails
  })
}

describe('strangers', () => {
  it('learn from no answer whether an e-mail is known', async () => {
    const answers = async (email: string, network: string) => {
      const asked = []
      for (let i = 0; i < 30; i++) {
        const { status, body } = await browser(`${network}.${i}`).post('login', { email, password: 'no' })
        asked.push([status, body.error.code, body.error.details?.seconds])
      }
      for (let i = 0; i < 6; i++) {
        const started = performance.now()
        const { status, body } = await browser(`${network}.${100 + i}`).post('password-reset', { email })
        asked.push([status, body, performance.now() - started >= 149])
      }
      return asked
    }
    expect(await answers(OWNER.email, '198.18.1')).toEqual(await answers('nobody@house.example', '198.18.2'))
  })

  it('are one stranger in one /64 of IPv6', async () => {
    const one = (net: string, count: number) =>
      Array.from({ length: count }, (_, i) => `2001:db8:0:${net}::${(i + 1).toString(16)}`)
    expect((await guessFrom(one('1', 60))).filter((status) => status === 401)).toHaveLength(5)
    const spread = await Promise.all(
      one('2', 60).map((address, i) =>
        browser(address).post('login', { email: `v${i}@house.example`, password: 'no' }),
      ),
    )
    // The route itself lets a network call 20 times a minute.
    expect(spread.filter(({ status }) => status === 401)).toHaveLength(20)
  })

  it('who are refused at their address do not count towards the e-mail of their victim', async () => {
    const tried: string[] = []
    const counting = attemptsInMemory(systemClock)
    const deps = {
      db: web.db,
      clock: systemClock,
      keys: {
        access: new Uint8Array(),
        refresh: new Uint8Array(),
        device: new Uint8Array(32),
        trial: new Uint8Array(),
        buyer: new Uint8Array(),
      },
      attempts: {
        ...counting,
        begin: async (key: string, free: number) => {
          const wait = await counting.begin(key, free)
          if (wait === 0) tried.push(key)
          return wait
        },
      },
    }
    const wrong = { email: OWNER.email, password: 'no', client: 'browser' as const, address: '198.51.100.1' }
    for (let i = 0; i < 40; i++) await signIn(deps, wrong).catch(() => undefined)
    expect(tried.filter((key) => key.startsWith('email|'))).toHaveLength(5)
  })
})

describe('a changed password', () => {
  it('ends the links that were open before it, in the same transaction', async () => {
    const home = browser('203.0.113.1')
    const { body } = await home.enter()
    const authorization = `Bearer ${body.accessToken}`
    await home.post('password-reset', { email: OWNER.email })
    const invited = await home.call(
      'POST',
      '/team/invites',
      { email: 'friend@elsewhere.example', name: 'A friend', role: 'owner' },
      { authorization },
    )
    expect(invited.status).toBe(200)
    const open = () =>
      web.db.tenant(tenantId, async (tx) => {
        const [row] = await tx.query<{ resets: number; invites: number }>(
          `select (select count(*) from password_reset where tenant_id = $1 and used_at is null)::int as resets,
             (select count(*) from invite where tenant_id = $1 and accepted_at is null and revoked_at is null)::int as invites`,
          [tx.tenantId],
        )
        return row!
      })
    expect(await open()).toMatchObject({ invites: 1 })
    expect((await open()).resets).toBeGreaterThan(0)
    const change = (currentPassword: string, newPassword: string) =>
      home.call('PUT', '/me/password', { currentPassword, newPassword }, { authorization })
    expect((await change('wrong', 'another-password')).status).toBe(401)
    expect((await open()).invites).toBe(1)
    expect((await change(OWNER.password, 'another-password')).status).toBe(200)
    expect(await open()).toEqual({ resets: 0, invites: 0 })
    expect((await change('another-password', OWNER.password)).status).toBe(200)
  })
})

describe('a session', () => {
  it('is ended by its id in any spelling, at once', async () => {
    const [here, there] = [browser('203.0.113.1'), browser('203.0.113.2')]
    const mine = (await here.enter()).body
    const other = (await there.enter()).body
    const authorization = `Bearer ${mine.accessToken}`
    const { body } = await here.call('GET', '/me/sessions', undefined, { authorization })
    const { id } = body.items.find((one: { current: boolean }) => !one.current)
    const theirs = { authorization: `Bearer ${other.accessToken}` }
    expect((await there.call('GET', '/me', undefined, theirs)).status).toBe(200)
    const path = endpoints.revokeSession.path.replace('/api/v1', '').replace(':id', id.toUpperCase())
    expect((await here.call('DELETE', path, undefined, { authorization })).status).toBe(200)
    expect(web.revoked).toEqual([id])
    expect((await there.call('GET', '/me', undefined, theirs)).status).toBe(401)
  })

  it('is neither ended nor renewed by another site’s page', async () => {
    const home = browser('203.0.113.1')
    await home.enter()
    for (const origin of [
      'https://evil.example',
      'http://127.0.0.1.evil.example',
      'null',
      'http://127.0.0.1:8001',
    ]) {
      for (const path of ['logout', 'refresh']) {
        const { status, body } = await home.post(path, undefined, { origin, host: '127.0.0.1' })
        expect([origin, path, status, body.error?.code]).toEqual([origin, path, 403, 'auth.other_origin'])
      }
    }
    expect((await home.post('refresh', {}, { origin: 'http://127.0.0.1' })).status).toBe(200)
    const named = { origin: 'http://localhost:8000', host: 'localhost:8000' }
    expect((await home.post('refresh', {}, named)).status).toBe(200)
    const { answer } = await home.post('logout', undefined, { origin: 'http://127.0.0.1' })
    expect(answer.headers['clear-site-data']).toBe('"cache"')
    expect((await home.post('refresh', {})).status).toBe(401)
  })
})
