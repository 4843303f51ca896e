import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { DAY, type Paying, passwordIn, startPaying } from './paying.ts'

// The address that was typed before paying may be wrong: the page after the payment says so, to that browser alone.

let pay: Paying
let people = 0
let email: string
beforeAll(async () => {
  pay = await startPaying()
})
beforeEach(() => {
  email = `novo${++people}@nao-existe.example`
})
afterEach(() => pay.calm())
afterAll(() => pay?.stop())

type Jar = { cookie: string }
const TAKES = () => `certo${people}@pago.example`

/** One browser: it keeps the cookies of our API. */
function browser(jar: Jar = { cookie: '' }) {
  return async (method: 'GET' | 'POST' | 'PUT', path: string, payload?: object, origin?: string) => {
    const answer = await pay.web.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { ...(jar.cookie ? { cookie: jar.cookie } : {}), ...(origin ? { origin } : {}) },
      ...(payload ? { payload } : {}),
      remoteAddress: `203.0.113.${(people * 7) % 250}`,
    })
    for (const { name, value } of answer.cookies) jar.cookie = `${name}=${value}`
    return { status: answer.statusCode, code: answer.json().error?.code, body: answer.json(), jar, answer }
  }
}
async function begun(ask = browser()) {
  const answer = await ask('POST', '/billing/checkout', {
    email,
    name: 'Padaria',
    phone: '+55 11 99999-0001',
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return { ask, jar: answer.jar, page: new URL(answer.body.url).pathname, answer: answer.answer }
}
async function refused() {
  const one = await begun()
  await pay.send(`${one.page}/pay`)
  expect(await pay.settle()).toEqual([])
  return one
}
const MAIL = '/billing/checkout/mail'

it('tells the browser that paid, lets it put the address right, and the account opens with that one', async () => {
  const { ask, page, answer } = await begun()
  expect(answer.cookies[0]).toMatchObject({
    name: 'plantao_checkout',
    httpOnly: true,
    sameSite: 'Strict',
    path: '/api/v1/billing/checkout',
  })
  expect((await ask('GET', MAIL)).body).toEqual({ state: 'waiting' })
  expect((await ask('PUT', MAIL, { email: TAKES() })).code).toBe('account.no_first_mail')
  await pay.send(`${page}/pay`)
  expect(await pay.settle()).toEqual([])
  expect((await ask('GET', MAIL)).body).toEqual({ state: 'refused', email })
  // A blank behind it and capitals, as people type.
  const typed = ` Certo${people}@Pago.example `
  expect((await ask('PUT', MAIL, { email: typed })).body).toEqual({ state: 'waiting', email: TAKES() })
  expect(await pay.settle()).toEqual([])
  expect((await ask('GET', MAIL)).body).toEqual({ state: 'sent', email: TAKES() })
  const [mail] = await pay.mailsTo(TAKES())
  expect(mail!.text).toContain(TAKES())
  expect(mail!.text).not.toContain(email)
  const entered = await pay.login(TAKES(), passwordIn(mail!.text))
  expect(entered.json()).toMatchObject({
    mustChangePassword: true,
    member: { email: TAKES(), role: 'owner' },
  })
  // Whoever sits at this browser later learns nothing more, and changes nothing.
  expect((await ask('GET', MAIL)).body).toEqual({ state: 'none' })
  expect((await ask('PUT', MAIL, { email: 'outro@pago.example' })).code).toBe('account.no_first_mail')
})

it('tells and changes nothing for anybody else: without the cookie, with a made-up one, from another page', async () => {
  const { ask, jar } = await refused()
  const stranger = browser()
  expect((await stranger('GET', MAIL)).body).toEqual({ state: 'none' })
  expect((await stranger('PUT', MAIL, { email: 'ladrao@pago.example' })).code).toBe('account.no_first_mail')
  const [name, value] = jar.cookie.split('=')
  const bytes = Buffer.from(value!, 'base64url')
  for (let at = 0; at < bytes.length; at += 5) {
    const forged = Buffer.from(bytes)
    forged[at]! ^= 1
    const asForged = browser({ cookie: `${name}=${forged.toString('base64url')}` })
    expect((await asForged('GET', MAIL)).body).toEqual({ state: 'none' })
  }
  const own = 'ladrao@pago.example'
  expect((await ask('PUT', MAIL, { email: own }, 'https://evil.example')).code).toBe('auth.other_origin')
  expect(await pay.members(own)).toBe(0)
  // Another buyer's cookie is for another company.
  email = TAKES()
  const other = await begun()
  expect((await other.ask('GET', MAIL)).body).toEqual({ state: 'waiting' })
})

it('knows the payment again that was begun first, when the browser began another', async () => {
  const first = await begun()
  await begun(first.ask)
  await pay.send(`${first.page}/pay`)
  expect(await pay.settle()).toEqual([])
  expect((await first.ask('GET', MAIL)).body).toEqual({ state: 'refused', email })
})

it('takes no address that somebody signs in with, and lets nobody try many', async () => {
  const { ask } = await refused()
  const known = `dona${people}@pago.example`
  await pay.paidOwner(known, 'Dona')
  expect((await ask('PUT', MAIL, { email: known })).code).toBe('billing.email_taken')
  expect((await ask('GET', MAIL)).body).toEqual({ state: 'refused', email })
  const codes: string[] = []
  for (let n = 0; n < 8; n++) codes.push((await ask('PUT', MAIL, { email: known })).code)
  expect(codes.at(-1)).toBe('request.too_many')
})

it('says it, too, when the mail server was away for days, and sends to the same address again', async () => {
  email = TAKES()
  const { ask, page } = await begun()
  await pay.send('/faults', { smtp: { down: true } })
  await pay.send(`${page}/pay`)
  for (let hours = 0; hours <= 4.2 * 24; hours += 3) {
    pay.turnTo(hours * 3_600_000)
    expect(await pay.settle()).toEqual([])
  }
  expect((await ask('GET', MAIL)).body).toEqual({ state: 'failed', email })
  await pay.send('/faults', { smtp: { down: false } })
  expect((await ask('PUT', MAIL, { email })).body).toEqual({ state: 'waiting', email })
  pay.turnTo(4.3 * DAY)
  expect(await pay.settle()).toEqual([])
  expect(await pay.mailsTo(email)).toHaveLength(1)
})

it('ends with the wrong address what was mailed there for a new password', async () => {
  email = TAKES()
  const { ask, page } = await begun()
  await pay.send('/faults', { smtp: { down: true } })
  await pay.send(`${page}/pay`)
  for (let hours = 0; hours <= 4.2 * 24; hours += 3) {
    pay.turnTo(hours * 3_600_000)
    expect(await pay.settle()).toEqual([])
  }
  await pay.send('/faults', { smtp: { down: false } })
  // The doors go by the true time.
  pay.turnTo(0)
  expect((await pay.call('POST', '/auth/password-reset', undefined, { email })).statusCode).toBe(200)
  expect(await pay.settle()).toEqual([])
  const link = /reset\?token=([\w%-]+)/.exec((await pay.mailsTo(email))[0]!.text)![1]!
  const right = `direito${people}@pago.example`
  expect((await ask('PUT', MAIL, { email: right })).body).toEqual({ state: 'waiting', email: right })
  const chosen = await pay.call('POST', '/auth/password-reset/confirm', undefined, {
    token: decodeURIComponent(link),
    newPassword: 'uma-senha-de-outro',
  })
  expect(chosen.json().error?.code).toBe('auth.link_invalid')
})
