import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { afterAll, afterEach, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import { freePort } from '../../../infra/postgres/free-port.ts'
import { buildSandbox } from '../../../infra/sandbox/src/app.ts'
import type * as Played from '../../../infra/sandbox/src/stripe/objects.ts'

// The emulated Stripe seen by Stripe's own SDK: what it answers, refuses and repeats, and how its events come.

const SECRET = 'whsec_sandbox'
const deliveries: { body: string; signature: string; id: string; type: string; at: number }[] = []
/** Statuses for the next deliveries; 200 when empty. */
const answers: number[] = []
let hook: Server
let app: ReturnType<typeof buildSandbox>
let url: string
let stripe: Stripe
let price: Stripe.Price

/** The SDK, sent to the sandbox: its address has a path before Stripe's own. */
function sdk(key: string): Stripe {
  const { hostname, port } = new URL(url)
  const node = Stripe.createNodeHttpClient()
  const send = node.makeRequest.bind(node)
  node.makeRequest = (host, toPort, path, ...rest) => send(host, toPort, `/stripe${path}`, ...rest)
  return new Stripe(key, { host: hostname, port, protocol: 'http', httpClient: node, maxNetworkRetries: 0 })
}

beforeAll(async () => {
  hook = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    const { id, type } = JSON.parse(body) as Stripe.Event
    deliveries.push({
      body,
      signature: String(request.headers['stripe-signature']),
      id,
      type,
      at: Date.now(),
    })
    response.writeHead(answers.shift() ?? 200).end('{}')
  })
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  const cloudUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`
  app = buildSandbox({ url, cloudUrl, times: { retryBaseMs: 10 } })
  await app.listen({ host: '127.0.0.1', port })
  stripe = sdk('sk_test_sandbox')
  price = await stripe.prices.create({
    currency: 'brl',
    unit_amount: 9_700,
    recurring: { interval: 'month' },
    lookup_key: 'a',
    product_data: { name: 'Plantão' },
  })
})
afterEach(async () => {
  deliveries.length = 0
  answers.length = 0
  await fetch(`${url}/faults`, { method: 'DELETE' })
})
afterAll(async () => {
  await app?.close()
  hook?.closeAllConnections()
  hook?.close()
})

const post = async (path: string, body: object = {}) => {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.ok, `${path} ${answer.status}`).toBe(true)
}
const begin = (email: string) =>
  stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price: price.id, quantity: 1 }],
    customer_email: email,
    success_url: 'http://site.example/done',
  })
const arrived = (count: number) =>
  expect.poll(() => deliveries.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count)

describe('the API', () => {
  it('has the shapes of the SDK’s types, which Stripe makes from its own description of the API', () => {
    /** A field the emulator has must be one of Stripe's, and hold what Stripe's may hold. */
    type Part<T> = T extends (infer U)[] ? Part<U>[] : T extends object ? { [K in keyof T]?: Part<T[K]> } : T
    expectTypeOf<Played.Price>().toExtend<Part<Stripe.Price>>()
    expectTypeOf<Played.Subscription>().toExtend<Part<Stripe.Subscription>>()
    expectTypeOf<Played.Invoice>().toExtend<Part<Stripe.Invoice>>()
    expectTypeOf<Played.CheckoutSession>().toExtend<Part<Stripe.Checkout.Session>>()
    expectTypeOf<keyof Played.Charge>().toExtend<keyof Stripe.Charge>()
    expectTypeOf<keyof Played.Dispute>().toExtend<keyof Stripe.Dispute>()
    expectTypeOf<keyof Played.Refund>().toExtend<keyof Stripe.Refund>()
    expectTypeOf<keyof Played.Price>().toExtend<keyof Stripe.Price>()
    expectTypeOf<keyof Played.Subscription>().toExtend<keyof Stripe.Subscription>()
    expectTypeOf<keyof Played.Invoice>().toExtend<keyof Stripe.Invoice>()
    expectTypeOf<keyof Played.CheckoutSession>().toExtend<keyof Stripe.Checkout.Session>()
  })

  it('refuses a wrong key, an unknown object and a wrong form as Stripe does, by the SDK’s own errors', async () => {
    await expect(sdk('sk_test_other').prices.list()).rejects.toBeInstanceOf(
      Stripe.errors.StripeAuthenticationError,
    )
    const missing = { code: 'resource_missing', statusCode: 404, type: 'StripeInvalidRequestError' }
    await expect(stripe.subscriptions.retrieve('sub_none')).rejects.toMatchObject(missing)
    await expect(stripe.checkout.sessions.retrieve('cs_none')).rejects.toMatchObject(missing)
    const twice = stripe.prices.create({
      currency: 'brl',
      unit_amount: 1,
      lookup_key: 'a',
      product: 'prod_x',
    })
    await expect(twice).rejects.toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400 })
  })

  it('answers the same idempotency key as before, and makes nothing twice', async () => {
    const make = (idempotencyKey: string) =>
      stripe.customers.create({ email: 'uma@vez.example' }, { idempotencyKey })
    const [first, again, other] = [await make('k-1'), await make('k-1'), await make('k-2')]
    expect(again.id).toBe(first.id)
    expect(other.id).not.toBe(first.id)
    const { data } = await stripe.customers.list({ email: 'uma@vez.example' })
    expect(data.map(({ id }) => id).sort()).toEqual([first.id, other.id].sort())
  })

  it('refuses the same key with other parameters, and answers it after the answer was lost', async () => {
    const make = (email: string, idempotencyKey: string) =>
      stripe.customers.create({ email }, { idempotencyKey })
    await make('um@chave.example', 'k-3')
    await expect(make('outro@chave.example', 'k-3')).rejects.toMatchObject({ statusCode: 400 })
    // Without repetitions the SDK repeats a cut connection once: the work stands, and is done once.
    await post('/faults', { stripe: { cutRate: 1 } })
    await expect(make('corte@chave.example', 'k-4')).rejects.toBeInstanceOf(
      Stripe.errors.StripeConnectionError,
    )
    await post('/faults', { stripe: { cutRate: 0 } })
    const { id } = await make('corte@chave.example', 'k-4')
    const { data } = await stripe.customers.list({ email: 'corte@chave.example' })
    expect(data.map((one) => one.id)).toEqual([id])
  })

  it('answers 409 and 429 as Stripe does, before anything is done', async () => {
    const make = () => stripe.customers.create({ email: 'cedo@x.example' }, { idempotencyKey: 'k-5' })
    await post('/faults', { stripe: { conflictRate: 1 } })
    await expect(make()).rejects.toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' })
    await post('/faults', { stripe: { conflictRate: 0, limitRate: 1 } })
    await expect(make()).rejects.toBeInstanceOf(Stripe.errors.StripeRateLimitError)
    await expect(make()).rejects.toMatchObject({ headers: { 'retry-after': '1' } })
    expect((await stripe.customers.list({ email: 'cedo@x.example' })).data).toEqual([])
  })

  it('gives lists page by page, newest first, as the SDK walks them', async () => {
    const made: string[] = []
    for (let n = 0; n < 5; n++) made.push((await stripe.customers.create({ email: 'lista@x.example' })).id)
    const walked: string[] = []
    for await (const { id } of stripe.customers.list({ email: 'lista@x.example', limit: 2 })) walked.push(id)
    expect(walked).toEqual(made.reverse())
  })
})

describe('its events', () => {
  it('are signed over the bytes they are sent as, so that the SDK takes them and nothing that was changed', async () => {
    const session = await begin('ana@x.example')
    await post(`${new URL(session.url!).pathname}/pay`)
    await arrived(3)
    expect(deliveries.map(({ type }) => type).sort()).toEqual([
      'checkout.session.completed',
      'customer.subscription.created',
      'invoice.paid',
    ])
    for (const { body, signature, id } of deliveries) {
      expect(stripe.webhooks.constructEvent(body, signature, SECRET).id).toBe(id)
      for (const [changed, signed, secret] of [
        [body.replace('"livemode": false', '"livemode": true'), signature, SECRET],
        [JSON.stringify(JSON.parse(body)), signature, SECRET],
        [body, signature, 'whsec_other'],
        [body, signature.replace(/t=\d+/, 't=1'), SECRET],
      ] as const)
        expect(() => stripe.webhooks.constructEvent(changed, signed, secret)).toThrow(
          Stripe.errors.StripeSignatureVerificationError,
        )
    }
    const { status, customer } = await stripe.subscriptions.retrieve(
      (await stripe.checkout.sessions.retrieve(session.id)).subscription as string,
    )
    expect(status).toBe('active')
    expect((await stripe.customers.retrieve(customer as string)) as Stripe.Customer).toMatchObject({
      email: 'ana@x.example',
    })
  })

  it('come again until they are taken, the same ones, and stay in the list', async () => {
    answers.push(500, 503, 500)
    const { url: page } = await begin('bia@x.example')
    await post(`${new URL(page!).pathname}/decline`)
    await arrived(4)
    expect(new Set(deliveries.map(({ id }) => id)).size).toBe(1)
    expect(deliveries[0]!.type).toBe('payment_intent.payment_failed')
    const listed = await stripe.events.retrieve(deliveries[0]!.id)
    expect(listed.type).toBe('payment_intent.payment_failed')
  })

  it('come late by the range, no two in one millisecond, and the same by the same seed', async () => {
    const waits: string[] = []
    for (const seed of [3, 3, 4]) {
      deliveries.length = 0
      await post('/faults', { stripe: { delayMs: [300, 900] }, seed })
      const { url: page } = await begin(`late${waits.length}@x.example`)
      const begun = Date.now()
      await post(`${new URL(page!).pathname}/pay`)
      await arrived(3)
      expect(deliveries[0]!.at - begun).toBeGreaterThanOrEqual(290)
      expect(new Set(deliveries.map(({ at }) => at)).size).toBe(3)
      waits.push(deliveries.map(({ type }) => type).join(' '))
    }
    expect(waits[1]).toBe(waits[0])
  })

  it('have the fields where the version has them', async () => {
    for (const [apiVersion, older] of [
      ['2025-02-24.acacia', true],
      ['2026-10-28.endive', false],
    ] as const) {
      deliveries.length = 0
      await post('/faults', { stripe: { apiVersion } })
      const { url: page } = await begin(`v-${older}@x.example`)
      await post(`${new URL(page!).pathname}/pay`)
      await arrived(3)
      const told = deliveries.map(({ body }) => JSON.parse(body))
      const of = (kind: string) => told.find(({ data }) => data.object.object === kind)!
      expect(of('invoice').api_version).toBe(apiVersion)
      expect('subscription' in of('invoice').data.object).toBe(older)
      expect('parent' in of('invoice').data.object).toBe(!older)
      expect('current_period_end' in of('subscription').data.object).toBe(older)
      expect('current_period_end' in of('subscription').data.object.items.data[0]).toBe(!older)
    }
  })

  it('come doubled and in another order when told so, by the seed', async () => {
    const orders: string[] = []
    for (const seed of [7, 7, 8]) {
      deliveries.length = 0
      await post('/faults', { stripe: { duplicateEvents: 1, reorderEvents: 1 }, seed })
      const { url: page } = await begin(`c${orders.length}@x.example`)
      await post(`${new URL(page!).pathname}/pay`)
      await arrived(6)
      expect(new Set(deliveries.map(({ id }) => id)).size).toBe(3)
      orders.push(deliveries.map(({ type }) => type).join(' '))
    }
    const straight = ['customer.subscription.created', 'invoice.paid', 'checkout.session.completed']
    expect(orders.some((order) => !order.startsWith(straight.join(' ')))).toBe(true)
  })
})
