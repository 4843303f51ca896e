import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { expect } from 'vitest'
import { freePort } from '../../../infra/postgres/free-port.ts'
import { buildSandbox } from '../../../infra/sandbox/src/app.ts'
import { LATE_STRIPE } from '../../../infra/sandbox/src/testing/late-stripe.ts'
import { testDatabase } from '../../../infra/testing/database/database.ts'
import { runJobs } from '../../../infra/testing/scene/jobs.ts'
import { testWeb } from '../../../infra/testing/scene/web.ts'
import { suiteLog } from '../../../infra/testing/suite-log/suite-log.ts'
import { buyerCookie, keysFrom, mailedSecrets, mailRecipient } from '../../src/accounts/index.ts'
import { stripePayments } from '../../src/billing/adapters/stripe.payments.ts'
import { createBilling, heldPaymentSecrets, seatMails, subscriptionMails } from '../../src/billing/index.ts'
import { smtpMailer } from '../../src/mail/adapters/smtp.mailer.ts'
import { mailRoutes, mailTasks, mailTo } from '../../src/mail/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { createLogger } from '../../src/platform/logging.ts'
import { createMetrics } from '../../src/platform/metrics.ts'
import { roleUrl } from '../../src/platform/roles.ts'
import { sandboxStripe } from './sandbox-stripe.ts'

export const DAY = 24 * 3_600_000
export const SITE = 'http://127.0.0.1'

type Mail = { subject: string; text: string }
type Answer = Awaited<ReturnType<ReturnType<typeof testWeb>['app']['inject']>>
export type Paying = Awaited<ReturnType<typeof startPaying>>

/**
 * Checkout → payment → mail → sign-in, over the real doors and the sandbox's Stripe and SMTP, with a clock to be turned
 * by `turnTo`. Jobs run when `settle` is called, so that a test says what has happened and what has not.
 */
export async function startPaying({ trialDays = 0 }: { trialDays?: number } = {}) {
  let ahead = 0
  let visitors = 0
  const clock = { now: () => new Date(Date.now() + ahead) }
  const database = await testDatabase()
  const owner = new pg.Client(database.url)
  await owner.connect()
  const [port, smtpPort] = [await freePort(), await freePort()]
  const sandboxUrl = `http://127.0.0.1:${port}`
  const db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock })
  const metrics = createMetrics()
  // Signatures are judged by the true time, because the sandbox signs by it.
  const payments = stripePayments({
    secretKey: 'sk_test_sandbox',
    webhookSecret: 'whsec_sandbox',
    apiUrl: `${sandboxUrl}/stripe`,
    clock: systemClock,
  })
  const mailer = smtpMailer({ url: `smtp://127.0.0.1:${smtpPort}`, from: 'Plantão <nao@plantao.example>' })
  const log = createLogger({ level: 'debug' }, suiteLog)
  const buyers = buyerCookie(keysFrom('a secret of tests').buyer, SITE)
  const billing = createBilling({
    buyers,
    db,
    payments,
    clock,
    metrics,
    publicUrl: SITE,
    trialDays,
    key: keysFrom('a secret of tests').trial,
    writeTo: mailTo(mailer, SITE),
    log,
  })
  const web = testWeb(database.url, {
    routes: () => [...billing.routes, ...mailRoutes(db)],
    buyers,
    options: { raw: [billing.webhook] },
  })
  await web.app.listen({ host: '127.0.0.1', port: 0 })
  const cloudUrl = `http://127.0.0.1:${(web.app.server.address() as AddressInfo).port}`
  const sandbox = buildSandbox({
    url: sandboxUrl,
    cloudUrl,
    smtpPort,
    faults: LATE_STRIPE,
    times: { retryBaseMs: 20 },
  })
  await sandbox.listen({ host: '127.0.0.1', port })
  const tasks = {
    ...billing.tasks,
    ...mailTasks({
      db,
      mailer,
      site: SITE,
      now: clock.now,
      recipient: mailRecipient(db),
      prepare: {
        ...mailedSecrets(db),
        ...heldPaymentSecrets(db),
        ...subscriptionMails(db),
        ...seatMails(db),
      },
      metrics,
      log,
    }),
  }

  const { send, stripe, customer, refundsOf, clearFaults } = sandboxStripe(sandboxUrl)

  /** Events of the sandbox that the webhook has not stored yet. */
  async function onTheWay(): Promise<boolean> {
    const events = await stripe<{ id: string }>('/events?limit=100')
    const { rows } = await owner.query<{ id: string }>('select id from billing_event')
    const stored = new Set(rows.map((row) => row.id))
    return events.some((event) => !stored.has(event.id))
  }

  const call = (
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    token?: string,
    payload?: object,
  ): Promise<Answer> =>
    web.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: token ? { authorization: `Bearer ${token}` } : {},
      ...(payload ? { payload } : {}),
      // Each call from an address of its own: how often one may call is not the matter here.
      remoteAddress: `198.51.${Math.floor(++visitors / 250)}.${visitors % 250}`,
    })

  const paying = {
    web,
    tasks,
    /** For looking past the application. The owner's role: row-level security holds for it, too. */
    owner,
    /** Of the role that owns the tables, as an operator's command is given it. */
    databaseUrl: database.url,
    send,
    call,
    /** The cloud's clock, this far ahead of the true one, in milliseconds. */
    turnTo(ms: number) {
      ahead = ms
    },
    /** True time and a Stripe as the suite has it, for the next test. */
    async calm() {
      ahead = 0
      await clearFaults()
    },
    /** Begins to pay; answers the payment page's path. */
    async checkout(email: string, name = 'Padaria', token?: string): Promise<string> {
      const answer = await call('POST', '/billing/checkout', token, {
        email,
        name,
        phone: '+55 11 99999-0001',
      })
      expect(answer.statusCode, answer.body).toBe(200)
      const { url } = answer.json()
      expect(url).toMatch(/\/stripe\/checkout\/cs_/)
      return new URL(url).pathname
    },
    /** Waits until the webhook has taken every event the sandbox emitted, then runs the jobs. Answers what failed. */
    async settle(): Promise<Error[]> {
      const until = Date.now() + 20_000
      while ((await onTheWay()) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20))
      expect(await onTheWay()).toBe(false)
      return runJobs(database.url, tasks, () => new Date(clock.now().getTime() + 1_000))
    },
    /** Something happens at Stripe to what a customer has, and everything that follows from it. */
    async happens(type: string, customerEmail: string, more: object = {}): Promise<void> {
      await send('/stripe/events', { type, customerEmail, ...more })
      expect(await paying.settle()).toEqual([])
    },
    /** What the timetable does: whose time has come is looked at. */
    async tick(): Promise<void> {
      await tasks['billing-tick']()
      expect(await runJobs(database.url, tasks)).toEqual([])
    },
    /** Deliveries that brought an event a second time. */
    async duplicates(): Promise<number> {
      const counted = await metrics.registry.getSingleMetric('plantao_billing_webhook_total')?.get()
      return counted?.values.find(({ labels }) => labels.outcome === 'duplicate')?.value ?? 0
    },
    /** The values of one of our metrics, named without its prefix. */
    async metric(name: string): Promise<{ labels: Record<string, unknown>; value: number }[]> {
      const counted = await metrics.registry.getSingleMetric(`plantao_${name}`)?.get()
      return (counted?.values ?? []) as { labels: Record<string, unknown>; value: number }[]
    },
    async mailsTo(to: string): Promise<Mail[]> {
      const answer = await fetch(`${sandboxUrl}/mail/messages?to=${encodeURIComponent(to)}`)
      return ((await answer.json()) as { messages: Mail[] }).messages
    },
    login: (email: string, password: string) =>
      call('POST', '/auth/login', undefined, { email, password, client: 'desktop' }),
    /** Somebody who paid and chose a password: an access token. */
    async paidOwner(email: string, name?: string): Promise<string> {
      await send(`${await paying.checkout(email, name)}/pay`)
      expect(await paying.settle()).toEqual([])
      const temporary = passwordIn((await paying.mailsTo(email))[0]!.text)
      const first = await paying.login(email, temporary)
      expect(first.json()).toMatchObject({ mustChangePassword: true, member: { email, role: 'owner' } })
      const token = first.json().accessToken
      const change = { currentPassword: temporary, newPassword: 'uma-senha-minha' }
      const changed = await call('PUT', '/me/password', token, change)
      expect(changed.statusCode, changed.body).toBe(200)
      return token
    },
    subscription: async (token: string) => (await call('GET', '/billing/subscription', token)).json(),
    stripe,
    customer,
    refundsOf,
    /** A member's address changes; the token names their company. */
    async renameMember(token: string, from: string, to: string): Promise<void> {
      const { tenant } = claimsOf(token)
      await web.db.tenant(tenant, (tx) =>
        tx.query('update member set email = $3 where tenant_id = $1 and email = $2', [tenant, from, to]),
      )
    },
    /** A member is of the company no more; the token names it. */
    async removeMember(token: string, email: string): Promise<void> {
      const { tenant } = claimsOf(token)
      await web.db.tenant(tenant, (tx) =>
        tx.query('update member set removed_at = $3 where tenant_id = $1 and email = $2', [
          tenant,
          email,
          tx.now,
        ]),
      )
    },
    /** Deletes a company as its owner does, down to its last row. */
    async deleteTenant(token: string): Promise<void> {
      const { tenant: tenantId } = claimsOf(token)
      await web.db.tenant(tenantId, async (tx) => {
        await tx.query('insert into tenant_deletion (tenant_id, requested_at) values ($1, $2)', [
          tenantId,
          tx.now,
        ])
        await tx.enqueue('end-payments', { account: tenantId })
        await tx.query('select * from erase_tenant_rows(100000)')
        await tx.query('select * from erase_tenant_rows(100000)')
      })
    },
    /** What the timetable does each hour: events whose delivery was lost are taken in. */
    async reconcile(): Promise<void> {
      await tasks['reconcile-billing']()
      expect(await runJobs(database.url, tasks)).toEqual([])
    },
    /** How many people have this e-mail. */
    members: async (email: string): Promise<number> =>
      (await owner.query('select count(*)::int as n from tenant_of_member($1)', [email])).rows[0].n,
    async stop(): Promise<void> {
      await sandbox.close()
      await web.app.close()
      await web.db.close()
      mailer.close()
      await db.close()
      await owner.end()
      await database.drop()
    },
  }
  return paying
}

/** The temporary password of a welcome mail. */
export function passwordIn(text: string): string {
  const found = /Senha provisória: (\S+)/.exec(text)?.[1]
  if (!found) throw new Error('a mail without a temporary password')
  return found
}

function claimsOf(token: string): { tenant: string } {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())
}
