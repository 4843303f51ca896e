import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { chargesOf, closeDispute, dispute, refund } from './money-back.ts'
import { newId, type Subscription, seconds } from './objects.ts'
import type { OpenCheckout } from './pages.ts'
import type { StripeWorld } from './world.ts'

type Params = { id: string }

const eventSchema = z.object({
  type: z.string().min(1).optional(),
  customerEmail: z.string().optional(),
  /** Sends an event that happened once more. */
  id: z.string().optional(),
  /** For `customer.subscription.updated`: what changed. */
  subscription: z
    .object({
      status: z.enum(['active', 'past_due', 'unpaid', 'paused', 'trialing']),
      cancel_at_period_end: z.boolean(),
    })
    .partial()
    .default({}),
  /** For `charge.refunded`: how much, in cents; all that is left by default. */
  cents: z.number().int().positive().optional(),
  /** For `charge.*`: the charge that paid this invoice; the newest by default. */
  invoice: z.string().optional(),
  /** For `charge.dispute.closed`. */
  won: z.boolean().default(false),
})

/** What people and tests do by hand: pay, decline, print a boleto, use the portal, let Stripe's own events happen. */
export function registerStripeControls(app: FastifyInstance, world: StripeWorld): void {
  const act = (path: string, perform: (checkout: OpenCheckout) => void) =>
    app.post<{ Params: Params }>(`/stripe/checkout/:id/${path}`, async (request, reply) => {
      const checkout = world.checkouts.get(request.params.id)
      if (!checkout)
        return refuse(reply, 404, 'stripe.no_such_checkout', 'Esta página de pagamento não existe.')
      perform(checkout)
      return checkoutView(checkout)
    })
  act('pay', (checkout) => {
    checkout.failure = null
    world.pay(checkout)
  })
  act('decline', (checkout) => world.decline(checkout))
  act('boleto', (checkout) => world.printVoucher(checkout, 'boleto'))
  act('pix', (checkout) => world.printVoucher(checkout, 'pix'))
  app.get<{ Params: Params }>('/stripe/checkout/:id/state', async (request, reply) => {
    const checkout = world.checkouts.get(request.params.id)
    if (!checkout)
      return refuse(reply, 404, 'stripe.no_such_checkout', 'Esta página de pagamento não existe.')
    return checkoutView(checkout)
  })
  // What an operator does in Stripe's dashboard.
  app.post('/stripe/prices/archive', async () => {
    for (const price of world.prices.values()) price.active = false
    return { archived: world.prices.size }
  })
  app.post('/stripe/subscriptions', async (request, reply) => {
    const asked = z.object({ customerEmail: z.string() }).safeParse(request.body)
    const customer = asked.success ? world.customerOf(asked.data.customerEmail) : undefined
    const price = [...world.prices.values()].at(-1)
    if (!customer || !price) return refuse(reply, 404, 'stripe.no_such_customer', 'Este cliente não existe.')
    return reply.code(201).send(world.subscribeByHand(customer, price))
  })
  // Days later: what was kept back by `withholdEvents` is delivered.
  app.post('/stripe/deliveries/release', async () => ({ released: world.deliveries.release() }))
  registerPortal(app, world)
  registerEvents(app, world)
}

function registerPortal(app: FastifyInstance, world: StripeWorld): void {
  const change = z.object({
    act: z.enum(['card', 'cancel', 'resume', 'end', 'plan']),
    /** For `plan`: what the metadata of a price that is sold calls it. */
    plan: z.string().optional(),
  })
  const view = (id: string) => {
    const portal = world.portals.get(id)
    const subscription = portal && world.subscriptionOf(portal.customer)
    if (!portal || !subscription) return null
    const item = subscription.items.data[0]!
    return {
      email: world.customers.get(portal.customer)?.email,
      returnUrl: portal.return_url,
      status: subscription.status,
      endsWithPeriod: subscription.cancel_at_period_end,
      periodEndsAt: new Date(item.current_period_end * 1000).toISOString(),
      product: world.products.get(item.price.product)?.name,
      amount: item.price.unit_amount,
      invoices: [...world.invoices.values()]
        .filter((one) => one.customer === portal.customer)
        .map((one) => ({ id: one.id, status: one.status, amount: one.amount_due, at: one.created }))
        .reverse(),
    }
  }
  app.get<{ Params: Params }>('/stripe/portal/:id/state', async (request, reply) => {
    return view(request.params.id) ?? refuse(reply, 404, 'stripe.no_such_portal', 'Esta página não existe.')
  })
  app.post<{ Params: Params }>('/stripe/portal/:id', async (request, reply) => {
    const portal = world.portals.get(request.params.id)
    const subscription = portal && world.subscriptionOf(portal.customer)
    const asked = change.safeParse(request.body)
    if (!subscription) return refuse(reply, 404, 'stripe.no_such_portal', 'Esta página não existe.')
    if (!asked.success) return refuse(reply, 400, 'stripe.invalid', z.prettifyError(asked.error))
    const acts = {
      card: () => world.changeCard(subscription),
      cancel: () => world.update(subscription, { cancel_at_period_end: true }),
      resume: () => world.update(subscription, { cancel_at_period_end: false }),
      end: () => world.cancel(subscription),
      plan: () => world.changePlan(subscription, asked.data.plan ?? ''),
    }
    acts[asked.data.act]()
    return view(request.params.id)
  })
}

/** `POST /stripe/events` `{type, customerEmail}`: what the type says happens, and is told by a signed event. */
function registerEvents(app: FastifyInstance, world: StripeWorld): void {
  app.post('/stripe/events', async (request, reply) => {
    const asked = eventSchema.safeParse(request.body)
    if (!asked.success) return refuse(reply, 400, 'stripe.invalid', z.prettifyError(asked.error))
    const { id, type, customerEmail } = asked.data
    const { deliveries } = world
    if (id !== undefined) {
      const event = deliveries.events.find((one) => one.id === id)
      if (!event) return refuse(reply, 404, 'stripe.no_such_event', 'Este evento não existe.')
      deliveries.send(event)
      return reply.code(202).send({ id })
    }
    if (!type || !customerEmail)
      return refuse(reply, 400, 'stripe.invalid', 'type and customerEmail, or id, are needed')
    const before = deliveries.events.length
    const customer = world.customerOf(customerEmail)
    const subscription = customer && world.subscriptionOf(customer.id)
    const last = subscription
      ? perform(world, type, subscription, asked.data)
      : deliveries.emit(type, stranger(type, customerEmail))
    const named = deliveries.events.slice(before).find((one) => one.type === type) ?? last
    return reply.code(202).send({ id: named.id })
  })
}

function perform(
  world: StripeWorld,
  type: string,
  subscription: Subscription,
  { subscription: change, invoice: paidBy, cents, won }: z.infer<typeof eventSchema>,
) {
  const { deliveries } = world
  const invoice = world.invoices.get(subscription.latest_invoice ?? '')
  const charge = paidBy
    ? world.payments.get(paidBy)?.payment.payment_intent.latest_charge
    : chargesOf(world).findLast((one) => one.customer === subscription.customer)
  const contested = [...world.disputes.values()].findLast(
    (one) => one.charge === charge?.id && one.status === 'needs_response',
  )
  const acts: Record<string, () => unknown> = {
    'invoice.paid': () => world.invoicePaid(subscription),
    'invoice.payment_succeeded': () => world.invoicePaid(subscription),
    'invoice.payment_failed': () => world.invoiceFailed(subscription),
    'customer.subscription.deleted': () => world.cancel(subscription),
    'customer.subscription.updated': () => world.update(subscription, definedOnly(change)),
    'customer.deleted': () => world.deleteCustomer(world.customers.get(subscription.customer)!),
    'invoice.voided': () => invoice && world.writeOff(invoice),
    'invoice.marked_uncollectible': () => invoice && world.writeOff(invoice, 'uncollectible'),
    'charge.refunded': () =>
      charge && refund(world, charge.payment_intent, cents === undefined ? {} : { amount: cents }),
    'charge.dispute.created': () => charge && dispute(world, charge),
    'charge.dispute.closed': () => contested && closeDispute(world, contested, won ? 'won' : 'lost'),
  }
  acts[type]?.()
  const told = deliveries.events.at(-1)
  if (acts[type] && told) return told
  const checkout = [...world.checkouts.values()].find((one) => one.session.subscription === subscription.id)
  return deliveries.emit(type, type.startsWith('checkout.') && checkout ? checkout.session : subscription)
}

/** An event about somebody the receiver cannot know: made by hand in Stripe's own dashboard. */
function stranger(type: string, email: string): object {
  const [customer, subscription] = [newId('cus'), newId('sub')]
  if (type.startsWith('invoice.')) {
    return {
      id: newId('in'),
      object: 'invoice',
      customer,
      customer_email: email,
      parent: { type: 'subscription_details', subscription_details: { subscription } },
      created: seconds(),
    }
  }
  return { id: subscription, object: 'subscription', customer, status: 'active', created: seconds() }
}

function checkoutView({ session, price, product, trialDays, voucher, lapsed, failure }: OpenCheckout) {
  return {
    id: session.id,
    status: session.status,
    paymentStatus: session.payment_status,
    email: session.customer_email,
    product: product.name,
    amount: price.unit_amount,
    interval: price.recurring.interval,
    trialDays,
    voucher,
    lapsed,
    failure,
    successUrl: session.success_url,
    cancelUrl: session.cancel_url,
  }
}

function definedOnly<T extends object>(given: T) {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ error: { code, message } })
}
