import { type PlanId, planOf } from '@plantao/shared/billing'
import Stripe from 'stripe'
import type { Clock } from '../../platform/clock.ts'
import {
  BadSignature,
  NotSold,
  type Payments,
  PaymentsUnavailable,
  type PresentSubscription,
  UnreadableEvent,
} from '../payments.port.ts'
import { orderMetadata, presentCheckout, presentEvent, presentSubscription } from './stripe-wire.ts'

const TIMEOUT_MS = 10_000
/** Of Stripe's own list; more than a person would have waited for. */
const MOST_EVENTS = 1_000
/** How old a signature may be, in seconds: what Stripe's own library takes when told nothing. */
const TOLERANCE_S = 300
/** https://docs.stripe.com/webhooks#verify-manually: the instant of signing, and at least one HMAC-SHA256. */
const SIGNED_AT = /(?:^|,)t=(\d{1,12})(?:,|$)/
const SIGNATURE = /(?:^|,)v1=[0-9a-f]{64}(?:,|$)/
/** Of one customer; a person who subscribes for years has a handful. */
const MOST_SUBSCRIPTIONS = 300

/** Stripe's own words for what it refuses however often it is asked. */
const WILL_NOT_PASS = new Set([
  'StripeInvalidRequestError',
  'StripeAuthenticationError',
  'StripePermissionError',
])

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
    maxNetworkRetries: 1,
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

  /** A price that was archived since it was read is no longer sold: it is looked for again, once. */
  async function withPrice<T>(plan: PlanId, sell: (price: string) => Promise<T>): Promise<T> {
    try {
      return await sell(await priceOf(plan))
    } catch (error) {
      if ((error as { param?: string }).param !== 'line_items[0][price]') throw error
      prices.delete(plan)
      return sell(await priceOf(plan))
    }
  }

  /** The charge behind an invoice: what was given back of it, and what a refund must name. */
  async function chargeOf(invoice: string): Promise<{ intent: string; refundedCents: number } | null> {
    const { data } = await stripe.invoicePayments.list({
      invoice,
      status: 'paid',
      limit: 1,
      expand: ['data.payment.payment_intent.latest_charge'],
    })
    const intent = data[0]?.payment.payment_intent
    if (!intent || typeof intent === 'string') return null
    const charge = intent.latest_charge
    return {
      intent: intent.id,
      refundedCents: charge && typeof charge !== 'string' ? charge.amount_refunded : 0,
    }
  }

  /** What was given back matters only of what has ended: asked for then, a call more. */
  async function shown(subscription: Stripe.Subscription): Promise<PresentSubscription> {
    const present = presentSubscription(subscription, 0)
    if (!present.invoice?.paidCents || present.status !== 'canceled') return present
    const charge = await chargeOf(present.invoice.id)
    return presentSubscription(subscription, charge?.refundedCents ?? 0)
  }

  return {
    begin: (order, { done, back, customer, trialDays }) =>
      asking(async () => {
        const metadata = orderMetadata(order)
        // Card and boleto are switched on in Stripe's dashboard; the page offers what fits currency and country.
        const session = await withPrice(order.plan, (price) =>
          stripe.checkout.sessions.create({
            mode: 'subscription',
            line_items: [{ price, quantity: 1 }],
            ...(customer ? { customer } : { customer_email: order.email }),
            client_reference_id: order.tenantId,
            locale: order.language === 'pt' ? 'pt-BR' : 'en',
            metadata,
            subscription_data: { metadata, ...(trialDays > 0 ? { trial_period_days: trialDays } : {}) },
            success_url: done,
            cancel_url: back,
          }),
        )
        if (!session.url) throw new Error('a checkout session without an address')
        return { url: session.url }
      }),
    portal: (customer, back) =>
      orNull(async () => {
        const { url } = await stripe.billingPortal.sessions.create({ customer, return_url: back })
        return { url }
      }),
    checkout: (id) => orNull(async () => presentCheckout(await stripe.checkout.sessions.retrieve(id))),
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
    repay: async (invoice, cents) => {
      await orNull(async () => {
        const charge = await chargeOf(invoice)
        if (!charge || charge.refundedCents > 0) return null
        await stripe.refunds.create(
          { payment_intent: charge.intent, amount: cents, reason: 'duplicate' },
          { idempotencyKey: `repay_${invoice}` },
        )
        return null
      })
    },
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

async function asking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    const error = cause as { code?: string; type?: string; message?: string }
    if (error.type && WILL_NOT_PASS.has(error.type)) throw new NotSold(error.code ?? error.type, { cause })
    throw new PaymentsUnavailable(error.code ?? error.type ?? 'failed', { cause })
  }
}

/** What Stripe does not know is null, not a failure. */
async function orNull<T>(work: () => Promise<T | null>): Promise<T | null> {
  return asking(async () => {
    try {
      return await work()
    } catch (error) {
      if ((error as { code?: string }).code === 'resource_missing') return null
      throw error
    }
  })
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
