import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { freePort } from '../../infra/postgres/free-port.ts'
import { buildSandbox } from '../../infra/sandbox/src/app.ts'
import { mailedSecrets } from '../src/accounts/index.ts'
import { stripePayments } from '../src/billing/adapters/stripe.payments.ts'
import { createBilling } from '../src/billing/index.ts'
import { smtpMailer } from '../src/mail/adapters/smtp.mailer.ts'
import { mailTasks } from '../src/mail/index.ts'
import { systemClock } from '../src/platform/clock.ts'
import { openDatabase } from '../src/platform/database.ts'
import { createLogger } from '../src/platform/logging.ts'
import { createMetrics } from '../src/platform/metrics.ts'
import { roleUrl } from '../src/platform/roles.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { runJobs } from './jobs.ts'
import { type TestWeb, testWeb } from './web.ts'

// Checkout → payment → mail → sign-in, over the real doors and the sandbox's Stripe and SMTP; the clock is turned.
const DAY = 24 * 3_600_000
const SITE = 'http://127.0.0.1'
let ahead = 0
const clock = { now: () => new Date(Date.now() + ahead) }
let database: TestDatabase
let owner: pg.Client
let web: TestWeb
let sandbox: ReturnType<typeof buildSandbox>
let sandboxUrl: string
let tasks: Parameters<typeof runJobs>[1]
let close: (() => Promise<void>)[]

beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client(database.url)
  await owner.connect()
  const [port, smtpPort] = [await freePort(), await freePort()]
  sandboxUrl = `http://127.0.0.1:${port}`
  const db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock })
  metrics = createMetrics()
  // Signatures are judged by the true time, because the sandbox signs by it.
  const payments = stripePayments({
    secretKey: 'sk_test_sandbox',
    webhookSecret: 'whsec_sandbox',
    apiUrl: `${sandboxUrl}/stripe`,
    trialDays: 0,
    clock: systemClock,
  })
  const billing = createBilling({ db, payments, clock, metrics, publicUrl: SITE, trialDays: 0 })
  web = testWeb(database.url, { routes: () => billing.routes, options: { raw: [billing.webhook] } })
  await web.app.listen({ host: '127.0.0.1', port: 0 })
  const cloudUrl = `http://127.0.0.1:${(web.app.server.address() as AddressInfo).port}`
  sandbox = buildSandbox({ url: sandboxUrl, cloudUrl, smtpPort, times: { retryBaseMs: 20 } })
  await sandbox.listen({ host: '127.0.0.1', port })
  const mailer = smtpMailer({ url: `smtp://127.0.0.1:${smtpPort}`, from: 'Plantão <nao@plantao.example>' })
  const log = createLogger({ level: 'silent' })
  tasks = {
    ...billing.tasks,
    ...mailTasks({ db, mailer, site: SITE, prepare: mailedSecrets(db), metrics, log }),
  }
  close = [async () => mailer.close(), () => db.close()]
})
afterEach(async () => {
  ahead = 0
  await fetch(`${sandboxUrl}/faults`, { method: 'DELETE' })
})
afterAll(async () => {
  await sandbox.close()
  await web.app.close()
  await web.db.close()
  for (const one of close) await one()
  await owner.end()
  await database.drop()
})

async function send(path: string, payload: object = {}) {
  const answer = await fetch(`${sandboxUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  })
  expect(answer.ok, `${path} ${answer.status}`).toBe(true)
  return (await answer.json()) as Record<string, string>
}

/** Begins to pay; answers the payment page's path. */
async function checkout(email: string, name = 'Padaria'): Promise<string> {
  const answer = await web.app.inject({
    method: 'POST',
    url: '/api/v1/billing/checkout',
    remoteAddress: `198.51.100.${++visitors}`,
    payload: { email, name, phone: '+55 11 99999-0001' },
  })
  expect(answer.statusCode, answer.body).toBe(200)
  const { url } = answer.json()
  expect(url).toMatch(/\/stripe\/checkout\/cs_/)
  return new URL(url).pathname
}
let visitors = 0
let metrics: ReturnType<typeof createMetrics>

/** Waits until the webhook has taken every event the sandbox emitted, then runs the jobs. */
async function settle(): Promise<Error[]> {
  const waiting = async () => {
    const answer = await fetch(`${sandboxUrl}/stripe/v1/events?limit=100`, {
      headers: { authorization: 'Bearer sk_test_sandbox' },
    })
    const { data } = (await answer.json()) as { data: { id: string }[] }
    const { rows } = await owner.query<{ id: string }>('select id from billing_event')
    const stored = new Set(rows.map((row) => row.id))
    return data.some((event) => !stored.has(event.id))
  }
  const until = Date.now() + 20_000
  while ((await waiting()) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(await waiting()).toBe(false)
  return runJobs(database.url, tasks)
}

/** Deliveries that brought an event a second time. */
async function duplicates(): Promise<number> {
  const counted = await metrics.registry.getSingleMetric('plantao_billing_webhook_total')?.get()
  return counted?.values.find(({ labels }) => labels.outcome === 'duplicate')?.value ?? 0
}

const mailsTo = async (to: string) => {
  const answer = await fetch(`${sandboxUrl}/mail/messages?to=${encodeURIComponent(to)}`)
  return ((await answer.json()) as { messages: { subject: string; text: string }[] }).messages
}
const passwordIn = (text: string) => /Senha provisória: (\S+)/.exec(text)![1]!
const login = (email: string, password: string) =>
  web.app.inject({
    method: 'POST',
    url: '/api/v1/auth/login',
    payload: { email, password, client: 'desktop' },
    remoteAddress: `203.0.113.${++visitors % 250}`,
  })

/** Somebody who paid and chose a password: an access token. */
async function paidOwner(email: string, name?: string): Promise<string> {
  await send(`${await checkout(email, name)}/pay`)
  expect(await settle()).toEqual([])
  const temporary = passwordIn((await mailsTo(email))[0]!.text)
  const first = await login(email, temporary)
  expect(first.json()).toMatchObject({ mustChangePassword: true, member: { email, role: 'owner' } })
  const token = first.json().accessToken
  const changed = await web.app.inject({
    method: 'PUT',
    url: '/api/v1/me/password',
    headers: { authorization: `Bearer ${token}` },
    payload: { currentPassword: temporary, newPassword: 'uma-senha-minha' },
  })
  expect(changed.statusCode, changed.body).toBe(200)
  return token
}
const subscription = async (token: string) =>
  (
    await web.app.inject({
      url: '/api/v1/billing/subscription',
      headers: { authorization: `Bearer ${token}` },
    })
  ).json()
const members = async (email: string) =>
  (await owner.query('select count(*)::int as n from tenant_of_member($1)', [email])).rows[0].n

it('goes from payment to a changed password, with nobody’s help', async () => {
  const token = await paidOwner('ana@pago.example')
  const mails = await mailsTo('ana@pago.example')
  expect(mails).toHaveLength(1)
  expect(mails[0]!.text).toContain(`${SITE}/dashboard`)
  expect(await subscription(token)).toMatchObject({
    state: 'active',
    plan: { id: 'essential' },
    hasPortal: true,
    usage: { answers: 0, answersLimit: 1000, attendants: 0, attendantsLimit: 2 },
  })
  expect((await login('ana@pago.example', 'uma-senha-minha')).json().mustChangePassword).toBe(false)
})

it('makes one account and one mail of doubled and disordered events', async () => {
  await send('/faults', { stripe: { duplicateEvents: 1, reorderEvents: 1 }, seed: 7 })
  await send(`${await checkout('bia@pago.example')}/pay`)
  expect(await settle()).toEqual([])
  // Once more each, long after: nothing is new.
  await expect.poll(duplicates, { timeout: 20_000 }).toBeGreaterThan(0)
  expect(await settle()).toEqual([])
  expect(await members('bia@pago.example')).toBe(1)
  expect(await mailsTo('bia@pago.example')).toHaveLength(1)
})

it('makes nothing of a declined card, and the same page can still be paid', async () => {
  const page = await checkout('caio@pago.example')
  expect(await send(`${page}/decline`)).toMatchObject({ status: 'open', failure: 'card_declined' })
  expect(await settle()).toEqual([])
  expect(await members('caio@pago.example')).toBe(0)
  expect(await mailsTo('caio@pago.example')).toEqual([])
  await send(`${page}/pay`)
  expect(await settle()).toEqual([])
  expect(await members('caio@pago.example')).toBe(1)
})

it('counts a boleto only when it is paid', async () => {
  const page = await checkout('davi@pago.example')
  await send(`${page}/boleto`)
  expect(await settle()).toEqual([])
  expect(await members('davi@pago.example')).toBe(0)
  await send(`${page}/pay`)
  expect(await settle()).toEqual([])
  expect(await members('davi@pago.example')).toBe(1)
  expect(await mailsTo('davi@pago.example')).toHaveLength(1)

  const expired = await checkout('eva@pago.example')
  await send(`${expired}/boleto`)
  await send(`${expired}/decline`)
  expect(await settle()).toEqual([])
  expect(await members('eva@pago.example')).toBe(0)
})

it('takes an event for somebody unknown, and refuses forged ones', async () => {
  await send('/stripe/events', { type: 'invoice.paid', customerEmail: 'nobody@pago.example' })
  expect(await settle()).toEqual([])
  const { rows } = await owner.query(
    "select count(*)::int as n from billing_event where outcome = 'unknown_customer'",
  )
  expect(rows[0].n).toBeGreaterThan(0)
  for (const signature of [
    undefined,
    '',
    't=1,v1=00',
    `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}`,
  ]) {
    const answer = await web.app.inject({
      method: 'POST',
      url: '/webhook/billing',
      headers: {
        'content-type': 'application/json',
        ...(signature === undefined ? {} : { 'stripe-signature': signature }),
      },
      payload: JSON.stringify({
        id: 'evt_forged',
        object: 'event',
        type: 'invoice.paid',
        data: { object: {} },
      }),
    })
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'webhook.bad_signature'])
  }
  expect((await owner.query("select 1 from billing_event where id = 'evt_forged'")).rowCount).toBe(0)
})

it('walks from a failed payment to silence by the clock, and back when it is paid; another tenant sees none of it', async () => {
  const email = 'fabi@pago.example'
  const token = await paidOwner(email, 'Fabi')
  const other = await paidOwner('gil@pago.example', 'Gil')
  await send('/stripe/events', { type: 'invoice.payment_failed', customerEmail: email })
  expect(await settle()).toEqual([])
  expect(await subscription(token)).toMatchObject({ state: 'grace', graceEndsAt: expect.any(String) })
  for (const [days, state] of [
    [3.1, 'grace'],
    [6.1, 'grace'],
    [7.1, 'suspended'],
  ] as const) {
    ahead = days * DAY
    await tasks['billing-tick']!({})
    expect(await runJobs(database.url, tasks)).toEqual([])
    expect((await subscription(token)).state).toBe(state)
  }
  await send('/stripe/events', { type: 'invoice.paid', customerEmail: email })
  expect(await settle()).toEqual([])
  expect((await subscription(token)).state).toBe('active')
  const subjects = (await mailsTo(email)).slice(1).map((mail) => mail.subject.slice(0, 22))
  expect(subjects).toEqual([
    'O pagamento do Plantão',
    'O atendimento para em ',
    'O atendimento para em ',
    'O atendimento da IA es',
    'Pagamento recebido: o ',
  ])
  expect((await subscription(other)).state).toBe('active')
  expect(await mailsTo('gil@pago.example')).toHaveLength(1)
})

it('lets a cancelled subscription run until its period ends', async () => {
  const token = await paidOwner('hugo@pago.example')
  await send('/stripe/events', { type: 'customer.subscription.deleted', customerEmail: 'hugo@pago.example' })
  expect(await settle()).toEqual([])
  const { state, periodEndsAt } = await subscription(token)
  expect(state).toBe('cancelled')
  expect(Date.parse(periodEndsAt)).toBeGreaterThan(Date.now() + 20 * DAY)
})

it('makes a new password for each try of the welcome mail', async () => {
  await send('/faults', { smtp: { down: true } })
  await send(`${await checkout('iris@pago.example')}/pay`)
  expect((await settle()).map((error) => error.message)).toEqual([expect.stringMatching(/^SMTP/)])
  const hash = async () =>
    (await owner.query("select m.* from tenant_of_member('iris@pago.example') m")).rows[0] as {
      tenant_id: string
    }
  const { tenant_id } = await hash()
  const stored = () =>
    web.db.tenant(tenant_id, (tx) =>
      tx.query<{ password_hash: string }>('select password_hash from member where tenant_id = $1', [
        tenant_id,
      ]),
    )
  const before = (await stored())[0]!.password_hash
  expect(before).toMatch(/^\$argon2id/)
  await fetch(`${sandboxUrl}/faults`, { method: 'DELETE' })
  const [mail] = await web.db.tenant(tenant_id, (tx) =>
    tx.query<{ id: string; status: string; failure: string }>(
      'select id, status, failure from mail where tenant_id = $1',
      [tenant_id],
    ),
  )
  expect(mail).toMatchObject({ status: 'queued', failure: expect.stringMatching(/^SMTP/) })
  await tasks['send-mail']!({ tenantId: tenant_id, mailId: mail!.id })
  expect((await stored())[0]!.password_hash).not.toBe(before)
  const password = passwordIn((await mailsTo('iris@pago.example'))[0]!.text)
  expect((await login('iris@pago.example', password)).statusCode).toBe(200)
  // Sent is sent: the same job again mails nothing.
  await tasks['send-mail']!({ tenantId: tenant_id, mailId: mail!.id })
  expect(await mailsTo('iris@pago.example')).toHaveLength(1)
})

it('attaches a payment to the account its e-mail has, and ends a second subscription', async () => {
  const email = 'joca@pago.example'
  const token = await paidOwner(email, 'Joca')
  await send(`${await checkout(email, 'Joca de novo')}/pay`)
  expect(await settle()).toEqual([])
  expect(await members(email)).toBe(1)
  expect((await mailsTo(email)).map((mail) => mail.subject)).toContain('Você pagou duas vezes: o que fizemos')
  expect((await subscription(token)).state).toBe('active')
  await send('/stripe/events', { type: 'customer.subscription.deleted', customerEmail: email })
  expect(await settle()).toEqual([])
})

it('finds events whose delivery was lost', async () => {
  const email = 'lia@pago.example'
  await send(`${await checkout(email)}/pay`)
  await settle()
  await owner.query('delete from billing_event')
  await tasks['reconcile-billing']!({})
  expect(await settle()).toEqual([])
  expect(await members(email)).toBe(1)
  expect(await mailsTo(email)).toHaveLength(1)
})
