import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { type TestWeb, testWeb, tokenOf } from '../../../infra/testing/scene/web.ts'
import { createTenant } from './index.ts'

const OWNER = { email: 'dona@house.example', password: 'a-long-password' }
const HOUR = 3_600_000
const DESKTOP = { ...OWNER, client: 'desktop' }
let database: TestDatabase
let web: TestWeb

beforeAll(async () => {
  database = await testDatabase()
  web = testWeb(database.url)
  await createTenant(web.db, {
    name: 'Casa',
    slug: 'casa',
    owner: { ...OWNER, name: 'Dona', mustChange: false },
    attendants: [{ email: 'new@house.example', password: 'temporary-1', name: 'Nova', mustChange: true }],
  })
})
afterEach(() => vi.useRealTimers())
afterAll(async () => {
  await web.app.close()
  await web.db.close()
  await database.drop()
})

/** Each test signs in from an address of its own, so that no test waits for another's calls. */
let addresses = 0
function visitor() {
  const remoteAddress = `198.51.100.${++addresses}`
  return {
    post: (path: string, payload: object, headers: Record<string, string> = {}) =>
      web.app.inject({ method: 'POST', url: `/api/v1/auth/${path}`, payload, headers, remoteAddress }),
    refresh: (refreshToken: string) =>
      web.app.inject({
        method: 'POST',
        url: '/api/v1/auth/refresh',
        payload: { refreshToken },
        remoteAddress,
      }),
  }
}
const withToken = (token: string) => ({ authorization: `Bearer ${token}` })
function turnClock(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
}

describe('sign-in', () => {
  it('gives a browser a cookie and no token in the body', async () => {
    const reply = await visitor().post('login', OWNER)
    expect(reply.statusCode).toBe(200)
    expect(reply.json()).toMatchObject({
      expiresIn: 900,
      mustChangePassword: false,
      member: { role: 'owner' },
    })
    expect(reply.json().refreshToken).toBeUndefined()
    const [cookie] = reply.cookies
    expect(cookie).toMatchObject({
      name: 'plantao_refresh',
      httpOnly: true,
      sameSite: 'Strict',
      path: '/api/v1/auth',
    })
    expect(cookie?.secure).toBeUndefined()
    const again = await visitor().post('refresh', {}, { cookie: `plantao_refresh=${cookie!.value}` })
    expect(again.statusCode).toBe(200)
    expect(again.cookies[0]!.value).not.toBe(cookie!.value)
    const out = await visitor().post('logout', {}, { cookie: `plantao_refresh=${again.cookies[0]!.value}` })
    expect(out.json()).toEqual({ ok: true })
    const after = await visitor().post(
      'refresh',
      {},
      { cookie: `plantao_refresh=${again.cookies[0]!.value}` },
    )
    expect(after.statusCode).toBe(401)
  })

  it('marks the cookie Secure when the public address is https', async () => {
    const secure = testWeb(database.url, { publicUrl: 'https://plantao.example' })
    const reply = await secure.app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: OWNER })
    expect(reply.cookies[0]).toMatchObject({ secure: true })
    await secure.app.close()
    await secure.db.close()
  })

  it('refuses the desktop way to whatever looks like a browser', async () => {
    const likeBrowsers: Record<string, string>[] = [
      { origin: 'http://127.0.0.1' },
      { cookie: 'plantao_refresh=x' },
    ]
    for (const headers of likeBrowsers) {
      const reply = await visitor().post('login', DESKTOP, headers)
      expect([reply.statusCode, reply.json().error.code]).toEqual([400, 'auth.cookie_not_accepted'])
    }
    const { refreshToken } = (await visitor().post('login', DESKTOP)).json()
    const reply = await visitor().post('refresh', { refreshToken }, { origin: 'http://127.0.0.1' })
    expect(reply.json().error.code).toBe('auth.cookie_not_accepted')
    const asCookie = await visitor().post('refresh', {}, { cookie: `plantao_refresh=${refreshToken}` })
    expect(asCookie.statusCode).toBe(401)
  })

  it('tells an unknown e-mail and a wrong password alike', async () => {
    const wrong = await visitor().post('login', { ...OWNER, password: 'no' })
    const unknown = await visitor().post('login', { email: 'nobody@house.example', password: 'no' })
    const shape = ({ statusCode, json }: typeof wrong) => {
      const { traceId: _own, ...error } = json().error
      return [statusCode, error]
    }
    expect(shape(unknown)).toEqual(shape(wrong))
    expect(wrong.json().error.code).toBe('auth.wrong_credentials')
  })

  it('slows guessing down after five failures, then longer, and forgets when the clock moved on', async () => {
    const guesser = visitor()
    const guess = () => guesser.post('login', { email: 'guessed@house.example', password: 'no' })
    for (let i = 0; i < 5; i++) expect((await guess()).statusCode).toBe(401)
    const refused = await guess()
    expect([refused.statusCode, refused.json().error.code]).toEqual([429, 'request.too_many'])
    expect(refused.json().error.details.seconds).toBeLessThanOrEqual(15)
    expect(refused.headers['retry-after']).toBe(String(refused.json().error.details.seconds))
    turnClock(15_000)
    expect((await guess()).statusCode).toBe(401)
    expect((await guess()).json().error.details.seconds).toBe(30)
    turnClock(15 * 60_000)
    expect((await guess()).statusCode).toBe(401)
    expect((await guess()).statusCode).toBe(401)
  })
})

describe('refresh tokens', () => {
  async function signedIn() {
    const own = visitor()
    const { refreshToken } = (await own.post('login', DESKTOP)).json()
    return { own, first: refreshToken as string }
  }

  it('serves two tabs that refresh with the same token at once, and both go on', async () => {
    const { own, first } = await signedIn()
    const [a, b] = await Promise.all([own.refresh(first), own.refresh(first)])
    expect([a.statusCode, b.statusCode]).toEqual([200, 200])
    expect(b.json().refreshToken).toBe(a.json().refreshToken)
    const next = await own.refresh(a.json().refreshToken)
    expect(next.statusCode).toBe(200)
    expect((await own.refresh(next.json().refreshToken)).statusCode).toBe(200)
  })

  it('survives a lost reply: the same token again within a minute', async () => {
    const { own, first } = await signedIn()
    await own.refresh(first)
    turnClock(59_000)
    const again = await own.refresh(first)
    expect(again.statusCode).toBe(200)
    expect((await own.refresh(again.json().refreshToken)).statusCode).toBe(200)
  })

  it.each(['desktop', 'browser'] as const)(
    'survives a lost reply and a night of sleep: %s',
    async (client) => {
      const own = visitor()
      const signed = await own.post('login', { ...OWNER, client })
      const tokenIn = (reply: typeof signed): string =>
        client === 'desktop' ? reply.json().refreshToken : reply.cookies[0]!.value
      const refresh = (token: string) =>
        client === 'desktop'
          ? own.refresh(token)
          : own.post('refresh', {}, { cookie: `plantao_refresh=${token}` })
      const first = tokenIn(signed)
      const lost = tokenIn(await refresh(first))
      for (const asleep of [8 * HOUR, 9 * HOUR]) {
        turnClock(asleep)
        const again = await refresh(first)
        expect(again.statusCode).toBe(200)
        expect(tokenIn(again)).not.toBe(lost)
        // A second tab that wakes in the same minute goes on with the same token.
        turnClock(20_000)
        expect(tokenIn(await refresh(first))).toBe(tokenIn(again))
      }
      const next = await refresh(tokenIn(await refresh(first)))
      expect(next.statusCode).toBe(200)
      expect((await refresh(tokenIn(next))).statusCode).toBe(200)
    },
  )

  it('ends the session of both when the lost reply had reached somebody', async () => {
    const { own, first } = await signedIn()
    const caught = (await own.refresh(first)).json()
    turnClock(HOUR)
    const owners = (await own.refresh(first)).json()
    expect((await own.refresh(caught.refreshToken)).json().error.code).toBe('auth.session_ended')
    expect((await own.refresh(owners.refreshToken)).statusCode).toBe(401)
    const me = await web.app.inject({ url: '/api/v1/me', headers: withToken(owners.accessToken) })
    expect(me.statusCode).toBe(401)
  })

  it('ends the session when an old token comes whose successor was used, however late', async () => {
    const { own, first } = await signedIn()
    const second = (await own.refresh(first)).json()
    turnClock(HOUR)
    const reissued = (await own.refresh(first)).json()
    const third = (await own.refresh(reissued.refreshToken)).json()
    expect((await own.refresh(first)).json().error.code).toBe('auth.session_ended')
    for (const { refreshToken } of [second, reissued, third])
      expect((await own.refresh(refreshToken)).statusCode).toBe(401)
  })

  it('ends the session and its sockets when a used-up token returns', async () => {
    const { own, first } = await signedIn()
    const second = (await own.refresh(first)).json()
    const third = (await own.refresh(second.refreshToken)).json()
    const before = web.revoked.length
    expect((await own.refresh(first)).statusCode).toBe(401)
    expect(web.revoked.length).toBe(before + 1)
    expect((await own.refresh(third.refreshToken)).statusCode).toBe(401)
  })

  it('ends nothing for a token somebody made up', async () => {
    const { own, first } = await signedIn()
    const bytes = Buffer.from(first, 'base64url')
    bytes[0]! ^= 1
    expect((await own.refresh(bytes.toString('base64url'))).statusCode).toBe(401)
    expect((await own.refresh(first)).statusCode).toBe(200)
  })
})

describe('the member', () => {
  it('must change a temporary password first, and other sessions end when it changes', async () => {
    const temporary = { email: 'new@house.example', password: 'temporary-1' }
    const other = await tokenOf(web, temporary.email, temporary.password)
    const token = await tokenOf(web, temporary.email, temporary.password)
    const config = () => web.app.inject({ url: '/api/v1/config', headers: withToken(token) })
    expect((await config()).json().error.code).toBe('auth.password_change_required')
    const me = await web.app.inject({ url: '/api/v1/me', headers: withToken(token) })
    expect(me.json()).toMatchObject({ mustChangePassword: true, tenant: { name: 'Casa' } })
    const change = (currentPassword: string, newPassword: string) =>
      web.app.inject({
        method: 'PUT',
        url: '/api/v1/me/password',
        headers: withToken(token),
        payload: { currentPassword, newPassword },
      })
    expect((await change('wrong', 'a-new-password')).json().error.code).toBe('auth.wrong_credentials')
    expect((await change('temporary-1', 'short')).json().error.code).toBe('account.password_too_weak')
    expect((await change('temporary-1', 'temporary-1')).statusCode).toBe(422)
    expect((await change('temporary-1', 'a-new-password')).json()).toEqual({ ok: true })
    expect((await config()).statusCode).toBe(200)
    const gone = await web.app.inject({ url: '/api/v1/me', headers: withToken(other) })
    expect(gone.json().error.code).toBe('auth.session_ended')
  })

  it('sees and ends sessions of their own, page by page', async () => {
    const token = await tokenOf(web, OWNER.email, OWNER.password)
    const attendant = await tokenOf(web, 'new@house.example', 'a-new-password')
    const list = (as: string, query = '') =>
      web.app.inject({ url: `/api/v1/me/sessions${query}`, headers: withToken(as) })
    const first = (await list(token, '?limit=1')).json()
    expect(first.items).toMatchObject([{ current: true, client: 'desktop' }])
    const second = (await list(token, `?limit=1&cursor=${first.nextCursor}`)).json()
    expect(second.items[0]).toMatchObject({ current: false })
    const end = (as: string, id: string) =>
      web.app.inject({ method: 'DELETE', url: `/api/v1/me/sessions/${id}`, headers: withToken(as) })
    expect((await end(attendant, first.items[0].id)).statusCode).toBe(404)
    expect((await end(token, second.items[0].id)).json()).toEqual({ ok: true })
    expect(web.revoked).toContain(second.items[0].id)
    expect((await end(token, first.items[0].id)).statusCode).toBe(200)
    expect((await list(token)).statusCode).toBe(401)
  })
})

it('makes a tenant once, whoever asks at the same time', async () => {
  const wanted = {
    name: 'Dois',
    slug: 'dois',
    owner: { email: 'dois@house.example', name: 'Dois', password: 'a-long-password', mustChange: false },
  }
  const made = await Promise.all([createTenant(web.db, wanted), createTenant(web.db, wanted)])
  expect(new Set(made.map((one) => one.tenantId)).size).toBe(1)
  expect(made.filter((one) => one.created)).toHaveLength(1)
})
