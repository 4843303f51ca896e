import type { FastifyInstance } from 'fastify'
import { ApiError, fail, known, missing, page, queryOf } from './answers.ts'
import { type Form, listAt, parseForm, recordAt, textAt } from './form.ts'
import { moneyRoutes } from './money-routes.ts'
import {
  type CheckoutSession,
  type Customer,
  newId,
  type Price,
  type Product,
  type Subscription,
  seconds,
} from './objects.ts'
import type { PortalSession } from './pages.ts'
import { registerUnkind } from './unkind.ts'
import type { StripeWorld } from './world.ts'

const DAY = 86_400

interface Options {
  world: StripeWorld
  secretKey: string
  /** Address of the sandbox's Stripe, for the pages it sends browsers to. */
  url: string
}

type Params = { id: string }

/** `/stripe/v1/*`: the parts of the API that the SDK calls for subscriptions by Checkout. */
export function registerStripeApi(app: FastifyInstance, { world, secretKey, url }: Options): void {
  app.register(
    async (api) => {
      api.removeAllContentTypeParsers()
      api.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) =>
        done(null, parseForm(body as string)),
      )
      api.setErrorHandler((error, _request, reply) => fail(reply, error as Error))
      api.addHook('onRequest', async (request, reply) => {
        reply.header('request-id', newId('req'))
        const key = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
        if (key !== secretKey) throw new ApiError(401, 'Invalid API Key provided')
      })
      registerUnkind(api, world.faults)
      prices(api, world)
      checkouts(api, world, url)
      subscriptions(api, world)
      others(api, world, url)
      moneyRoutes(api, world)
    },
    { prefix: '/stripe/v1' },
  )
}

function prices(api: FastifyInstance, world: StripeWorld): void {
  api.get('/prices', async (request) => {
    const query = queryOf(request)
    const keys = listAt(query, 'lookup_keys')
    const found = [...world.prices.values()].filter(
      (price) =>
        (keys.length === 0 || keys.includes(price.lookup_key ?? '')) &&
        (textAt(query, 'active') === undefined || String(price.active) === textAt(query, 'active')),
    )
    return page(found, query, '/v1/prices')
  })
  api.post('/prices', async (request) => {
    const form = request.body as Form
    const amount = Number(textAt(form, 'unit_amount'))
    if (!Number.isInteger(amount) || amount < 0)
      throw new ApiError(400, 'Invalid integer', { param: 'unit_amount' })
    const lookupKey = textAt(form, 'lookup_key') ?? null
    const holder = [...world.prices.values()].find((price) => lookupKey && price.lookup_key === lookupKey)
    if (holder && textAt(form, 'transfer_lookup_key') === 'true') holder.lookup_key = null
    else if (holder)
      throw new ApiError(400, `A price already uses the lookup key \`${lookupKey}\`.`, {
        code: 'resource_already_exists',
      })
    const product: Product = {
      id: newId('prod'),
      object: 'product',
      active: true,
      created: seconds(),
      name: textAt(form, 'product_data', 'name') ?? 'Produto',
      livemode: false,
    }
    const price: Price = {
      id: newId('price'),
      object: 'price',
      active: true,
      created: seconds(),
      currency: textAt(form, 'currency') ?? 'brl',
      lookup_key: lookupKey,
      metadata: recordAt(form, 'metadata'),
      product: product.id,
      recurring: {
        interval: textAt(form, 'recurring', 'interval') === 'year' ? 'year' : 'month',
        interval_count: 1,
        usage_type: 'licensed',
      },
      type: 'recurring',
      unit_amount: amount,
      livemode: false,
    }
    world.products.set(product.id, product)
    world.prices.set(price.id, price)
    return price
  })
}

function checkouts(api: FastifyInstance, world: StripeWorld, url: string): void {
  api.post('/checkout/sessions', async (request) => {
    const form = request.body as Form
    if (textAt(form, 'mode') !== 'subscription')
      throw new ApiError(400, 'Only subscriptions here', { param: 'mode' })
    const price = known(world.prices, textAt(form, 'line_items', '0', 'price') ?? '', 'price')
    if (!price.active)
      throw new ApiError(400, 'The price specified is inactive. This field only accepts active prices.', {
        param: 'line_items[0][price]',
      })
    const customer = textAt(form, 'customer')
    if (customer) living(world, customer, 'customer')
    const id = newId('cs_test')
    const session: CheckoutSession = {
      id,
      object: 'checkout.session',
      amount_total: price.unit_amount,
      cancel_url: textAt(form, 'cancel_url') ?? null,
      client_reference_id: textAt(form, 'client_reference_id') ?? null,
      created: seconds(),
      currency: price.currency,
      customer: customer ?? null,
      customer_details: null,
      customer_email: textAt(form, 'customer_email') ?? world.customers.get(customer ?? '')?.email ?? null,
      expires_at: seconds() + DAY,
      invoice: null,
      livemode: false,
      locale: textAt(form, 'locale') ?? null,
      metadata: recordAt(form, 'metadata'),
      mode: 'subscription',
      payment_status: 'unpaid',
      status: 'open',
      subscription: null,
      success_url: textAt(form, 'success_url')?.replace('{CHECKOUT_SESSION_ID}', id) ?? null,
      url: `${url}/checkout/${id}`,
    }
    world.checkouts.set(id, {
      session,
      price,
      product: world.products.get(price.product)!,
      trialDays: Number(textAt(form, 'subscription_data', 'trial_period_days') ?? 0),
      voucher: null,
      lapsed: false,
      failure: null,
      subscriptionMetadata: recordAt(form, 'subscription_data', 'metadata'),
    })
    return session
  })
  api.get<{ Params: Params }>('/checkout/sessions/:id', async (request) => {
    const { session } = known(world.checkouts, request.params.id, 'checkout.session')
    const subscription = world.subscriptions.get(session.subscription ?? '')
    return listAt(queryOf(request), 'expand').includes('subscription') && subscription
      ? { ...session, subscription }
      : session
  })
  api.get('/checkout/sessions', async (request) => {
    const query = queryOf(request)
    const [subscription, customer] = [textAt(query, 'subscription'), textAt(query, 'customer')]
    const found = [...world.checkouts.values()]
      .map(({ session }) => session)
      .filter((one) => subscription === undefined || one.subscription === subscription)
      .filter((one) => customer === undefined || one.customer === customer)
    return page(found.reverse(), query, '/v1/checkout/sessions')
  })
}

function subscriptions(api: FastifyInstance, world: StripeWorld): void {
  const shown = (subscription: Subscription, expand: string[]) => ({
    ...subscription,
    ...(expand.includes('latest_invoice')
      ? { latest_invoice: world.invoices.get(subscription.latest_invoice ?? '') ?? null }
      : {}),
  })
  api.get<{ Params: Params }>('/subscriptions/:id', async (request) =>
    shown(known(world.subscriptions, request.params.id, 'subscription'), listAt(queryOf(request), 'expand')),
  )
  api.get('/subscriptions', async (request) => {
    const query = queryOf(request)
    const [customer, status] = [textAt(query, 'customer'), textAt(query, 'status')]
    if (customer) living(world, customer, 'customer')
    const found = [...world.subscriptions.values()]
      .filter((one) => !customer || one.customer === customer)
      // Without a status Stripe leaves out what was cancelled.
      .filter((one) => status === 'all' || (status ? one.status === status : one.status !== 'canceled'))
    const expand = listAt(query, 'expand').map((path) => path.replace(/^data\./, ''))
    return page(
      found.reverse().map((one) => shown(one, expand)),
      query,
      '/v1/subscriptions',
    )
  })
  api.post<{ Params: Params }>('/subscriptions/:id', async (request) => {
    const subscription = known(world.subscriptions, request.params.id, 'subscription')
    const ends = textAt(request.body as Form, 'cancel_at_period_end')
    if (ends !== undefined) world.update(subscription, { cancel_at_period_end: ends === 'true' })
    return shown(subscription, listAt(request.body as Form, 'expand'))
  })
  api.delete<{ Params: Params }>('/subscriptions/:id', async (request) => {
    const subscription = known(world.subscriptions, request.params.id, 'subscription')
    if (subscription.ended_at !== null) throw missing('subscription', request.params.id)
    world.cancel(subscription)
    return subscription
  })
}

function others(api: FastifyInstance, world: StripeWorld, url: string): void {
  api.get<{ Params: Params }>('/customers/:id', async (request) =>
    world.deleted.has(request.params.id)
      ? { id: request.params.id, object: 'customer', deleted: true }
      : known(world.customers, request.params.id, 'customer'),
  )
  api.delete<{ Params: Params }>('/customers/:id', async (request) => {
    const customer = living(world, request.params.id, 'id')
    world.deleteCustomer(customer)
    return { id: customer.id, object: 'customer', deleted: true }
  })
  api.get('/customers', async (request) => {
    const query = queryOf(request)
    const email = textAt(query, 'email')
    const found = [...world.customers.values()]
      .filter((one) => !world.deleted.has(one.id))
      .filter((one) => email === undefined || one.email === email)
    return page(found.reverse(), query, '/v1/customers')
  })
  api.post('/customers', async (request) => {
    const form = request.body as Form
    return world.addCustomer(textAt(form, 'email') ?? '', textAt(form, 'name') ?? null)
  })
  api.get<{ Params: Params }>('/invoices/:id', async (request) =>
    known(world.invoices, request.params.id, 'invoice'),
  )
  api.get('/invoices', async (request) => {
    const query = queryOf(request)
    const [subscription, status] = [textAt(query, 'subscription'), textAt(query, 'status')]
    const found = [...world.invoices.values()]
      .filter((one) => !subscription || one.parent.subscription_details.subscription === subscription)
      .filter((one) => !status || one.status === status)
    return page(found.reverse(), query, '/v1/invoices')
  })
  api.post<{ Params: Params }>('/invoices/:id/void', async (request) => {
    const invoice = known(world.invoices, request.params.id, 'invoice')
    if (invoice.status !== 'open')
      throw new ApiError(400, 'You can only void invoices that are open.', { code: 'invoice_not_editable' })
    world.writeOff(invoice)
    return invoice
  })
  api.post('/billing_portal/sessions', async (request) => {
    const form = request.body as Form
    const customer = living(world, textAt(form, 'customer') ?? '', 'customer')
    const id = newId('bps')
    const session: PortalSession = {
      id,
      object: 'billing_portal.session',
      created: seconds(),
      customer: customer.id,
      livemode: false,
      return_url: textAt(form, 'return_url') ?? null,
      url: `${url}/portal/${id}`,
    }
    world.portals.set(id, session)
    return session
  })
  api.get<{ Params: Params }>('/events/:id', async (request) => {
    const event = world.deliveries.events.find((one) => one.id === request.params.id)
    if (!event) throw missing('event', request.params.id)
    return event
  })
  api.get('/events', async (request) => {
    const query = queryOf(request)
    const since = Number(textAt(query, 'created', 'gte') ?? 0)
    const type = textAt(query, 'type')
    const found = world.deliveries.events.filter(
      (one) => one.created >= since && (!type || one.type === type),
    )
    return page(found.reverse(), query, '/v1/events')
  })
}

/** A customer that was deleted can be read, and used for nothing more. */
function living(world: StripeWorld, id: string, param: string): Customer {
  const customer = world.customers.get(id)
  if (!customer || world.deleted.has(id)) throw missing('customer', id, param)
  return customer
}
