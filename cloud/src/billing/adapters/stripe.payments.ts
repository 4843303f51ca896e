import { type PlanId, planOf } from '@plantao/shared/billing'
import Stripe from 'stripe'
import type { Clock } from '../../platform/clock.ts'
import {
  BadSignature,
  type Order,
  type Payments,
  type PresentSubscription,
  UnreadableEvent,
} from '../payments.port.ts'
import { asking, orNull } from './stripe-asking.ts'
import { goneOf, presentCharge, repayInvoice } from './stripe-charges.ts'
import { orderMetadata, presentCheckout, presentEvent, presentSubscription } from './stripe-wire.ts'

const TIMEOUT_MS = 10_000
/** A connection that was cut, 409 and 5xx: made again by the SDK, with the same idempotency key. */
const REPEATED = 2
/** Of Stripe's own list, newest first: after weeks of sleep what is cut off is lost. The most that its SDK pages through. */
const MOST_EVENTS = 10_000
/** How old a signature may be, in seconds: what Stripe's own library takes when told nothing. */
const TOLERANCE_S = 300
/** https://docs.stripe.com/webhooks#verify-manually: the instant of signing, and at least one HMAC-SHA256. */
const SIGNED_AT = /(?:^|,)t=(\d{1,12})(?:,|$)/
const SIGNATURE = /(?:^|,)v1=[0-9a-f]{64}(?:,|$)/
/** Of one customer; a person who subscribes for years has a handful. */
const MOST_SUBSCRIPTIONS = 300

type Options = {
  secretKey: string
  webhookSecret: string
  /** Where Stripe answers when that is not api.stripe.com: the sandbox. */
  apiUrl?: string | undefined
  clock: Clock
}

/** Payments by Stripe: Checkout, Billing and the customer portal, all on pages of Stripe's. */
export function stripePayments({ secretKey, webhookSecret, apiUrl, clock }: Options): Payments {
  const stripe = new Stripe(secretKey, {
    maxNetworkRetries: REPEATED,
    timeout: TIMEOUT_MS,
    telemetry: false,
    ...(apiUrl ? elsewhere(apiUrl) : {}),
  })
  const prices = new Map<PlanId, Promise<string>>()

  /** The price of a plan at Stripe, made the first time it is sold. A new amount is a new price: old customers keep theirs. */
  function priceOf(plan: PlanId): Promise<string> {
    const known = prices.get(plan)
    if (known) return known
    const asked = findOrMakePrice(plan)
    prices.set(plan, asked)
    asked.catch(() => prices.delete(plan))
    return asked
  }

  async function findOrMakePrice(plan: PlanId): Promise<string> {
    const { name, priceCents } = planOf(plan)
    const key = `plantao_${plan}_${priceCents}`
    const { data } = await stripe.prices.list({ lookup_keys: [key], active: true, limit: 1 })
    if (data[0]) return data[0].id
    const made = await stripe.prices.create({
      currency: 'brl',
      unit_amount: priceCents,
      recurring: { interval: 'month' },
      lookup_key: key,
      // An archived price keeps its key: the new one takes it over. Two processes at once make two, which harms nobody.
      transfer_lookup_key: true,
      metadata: { plan },
      product_data: { name: `Plantão ${name.pt}` },
    })
    return made.id
  }

  /**
   * Opens a payment page. A price that was archived since it was read is looked for again; a customer who was deleted at
   * Stripe pays as a new one. Each way has a key of its own: repeated, it opens one page.
   */
  async function sell(
    order: Order,
    { done, back, customer, trialDays }: Parameters<Payments['begin']>[1],
    from: { customer: string | null; fresh: boolean } = { customer, fresh: true },
  ): Promise<Stripe.Checkout.Session> {
    const metadata = orderMetadata(order)
    const price = await priceOf(order.plan)
    try {
      // Card, boleto and Pix are switched on in Stripe's dashboard; the page offers what fits currency and country.
      return await stripe.checkout.sessions.create(
        {
          mode: 'subscription',
          line_items: [{ price, quantity: 1 }],
          ...(from.customer ? { customer: from.customer } : { customer_email: order.email }),
          client_reference_id: order.tenantId,
          locale: order.language === 'pt' ? 'pt-BR' : 'en',
          metadata,
          subscription_data: { metadata, ...(trialDays > 0 ? { trial_period_days: trialDays } : {}) },
          success_url: done,
          cancel_url: back,
        },
        { idempotencyKey: `checkout_${order.tenantId}_${price}_${from.customer ?? 'new'}` },
      )
    } catch (error) {
      const { param, code } = error as { param?: string; code?: string }
      const options = { done, back, customer, trialDays }
      if (param === 'line_items[0][price]' && from.fresh) {
        prices.delete(order.plan)
        return sell(order, options, { ...from, fresh: false })
      }
      if (param === 'customer' && code === 'resource_missing' && from.customer)
        return sell(order, options, { ...from, customer: null })
      throw error
    }
  }

  /** What was given back matters only of what has ended: asked for then, a call more. */
  async function shown(subscription: Stripe.Subscription): Promise<PresentSubscription> {
    const present = presentSubscription(subscription, 0)
    if (!present.invoice?.paidCents || present.status !== 'canceled') return present
    return presentSubscription(subscription, await goneOf(stripe, present.invoice.id))
  }

  return {
    begin: (order, options) =>
      asking(async () => {
        const session = await sell(order, options)
        if (!session.url) throw new Error('a checkout session without an address')
        return { url: session.url }
      }),
    portal: (customer, back) =>
      orNull(async () => {
        const { url } = await stripe.billingPortal.sessions.create({ customer, return_url: back })
        return { url }
      }),
    checkout: (id) =>
      orNull(async () =>
        presentCheckout(await stripe.checkout.sessions.retrieve(id, { expand: ['subscription'] })),
      ),
    charge: (id) => orNull(() => presentCharge(stripe, id)),
    subscription: (id) =>
      orNull(async () => shown(await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] }))),
    subscriptionsOf: async (customer) =>
      (await orNull(async () => {
        const listed = stripe.subscriptions.list({
          customer,
          status: 'all',
          limit: 100,
          expand: ['data.latest_invoice'],
        })
        return Promise.all((await listed.autoPagingToArray({ limit: MOST_SUBSCRIPTIONS })).map(shown))
      })) ?? [],
    end: async (id) => {
      await orNull(async () => {
        const { status } = await stripe.subscriptions.retrieve(id)
        if (status !== 'canceled' && status !== 'incomplete_expired') await stripe.subscriptions.cancel(id)
        // Ending asks for nothing more, but what is open would still be collected.
        const { data } = await stripe.invoices.list({ subscription: id, status: 'open', limit: 100 })
        for (const invoice of data) await stripe.invoices.voidInvoice(invoice.id)
        return null
      })
    },
    repay: async (invoice, cents) => (await orNull(() => repayInvoice(stripe, invoice, cents))) ?? 'done',
    maySpeak(signature) {
      const [, at] = SIGNED_AT.exec(signature) ?? []
      const age = clock.now().getTime() / 1000 - Number(at)
      return at !== undefined && age <= TOLERANCE_S && SIGNATURE.test(signature)
    },
    readEvent(raw, signature) {
      try {
        const event = stripe.webhooks.constructEvent(
          raw,
          signature,
          webhookSecret,
          TOLERANCE_S,
          undefined,
          clock.now().getTime(),
        )
        return presentEvent(event)
      } catch (cause) {
        if (cause instanceof UnreadableEvent) throw cause
        throw new BadSignature('the signature does not match', { cause })
      }
    },
    eventsSince: (since) =>
      asking(async () => {
        const listed = stripe.events.list({
          created: { gte: Math.floor(since.getTime() / 1000) },
          limit: 100,
        })
        return (await listed.autoPagingToArray({ limit: MOST_EVENTS })).map(presentEvent)
      }),
  }
}

/** The SDK takes a host but no path before its own `/v1`: the path is put there on the way out. */
function elsewhere(address: string) {
  const { protocol, hostname, port, pathname } = new URL(address)
  const prefix = pathname.replace(/\/$/, '')
  const node = Stripe.createNodeHttpClient()
  const send = node.makeRequest.bind(node)
  node.makeRequest = (host, toPort, path, ...rest) => send(host, toPort, prefix + path, ...rest)
  const scheme: 'http' | 'https' = protocol === 'https:' ? 'https' : 'http'
  return {
    host: hostname,
    port: port || (scheme === 'https' ? 443 : 80),
    protocol: scheme,
    httpClient: node,
  }
}
