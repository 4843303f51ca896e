import { type PlanId, planOf } from '@plantao/shared/billing'
import Stripe from 'stripe'
import type { Clock } from '../../platform/clock.ts'
import { BadSignature, type Payments, PaymentsUnavailable, UnreadableEvent } from '../payments.port.ts'
import { orderMetadata, presentCheckout, presentEvent, presentSubscription } from './stripe-wire.ts'

const TIMEOUT_MS = 10_000
/** Of Stripe's own list; more than a person would have waited for. */
const MOST_EVENTS = 1_000
/** How old a signature may be, in seconds: what Stripe's own library takes when told nothing. */
const TOLERANCE_S = 300
/** https://docs.stripe.com/webhooks#verify-manually: the instant of signing, and at least one HMAC-SHA256. */
const SIGNED_AT = /(?:^|,)t=(\d{1,12})(?:,|$)/
const SIGNATURE = /(?:^|,)v1=[0-9a-f]{64}(?:,|$)/

type Options = {
  secretKey: string
  webhookSecret: string
  /** Where Stripe answers when that is not api.stripe.com: the sandbox. */
  apiUrl?: string | undefined
  trialDays: number
  clock: Clock
}

/** Payments by Stripe: Checkout, Billing and the customer portal, all on pages of Stripe's. */
export function stripePayments({ secretKey, webhookSecret, apiUrl, trialDays, clock }: Options): Payments {
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
    const made = await stripe.prices.create(
      {
        currency: 'brl',
        unit_amount: priceCents,
        recurring: { interval: 'month' },
        lookup_key: key,
        metadata: { plan },
        product_data: { name: `Plantão ${name.pt}` },
      },
      { idempotencyKey: key },
    )
    return made.id
  }

  return {
    begin: (order, pages) =>
      asking(async () => {
        const metadata = orderMetadata(order)
        // Card and boleto are switched on in Stripe's dashboard; the page offers what fits currency and country.
        const session = await stripe.checkout.sessions.create({
          mode: 'subscription',
          line_items: [{ price: await priceOf(order.plan), quantity: 1 }],
          customer_email: order.email,
          client_reference_id: order.tenantId,
          locale: order.language === 'pt' ? 'pt-BR' : 'en',
          metadata,
          subscription_data: { metadata, ...(trialDays > 0 ? { trial_period_days: trialDays } : {}) },
          success_url: pages.done,
          cancel_url: pages.back,
        })
        if (!session.url) throw new Error('a checkout session without an address')
        return { url: session.url }
      }),
    portal: (customer, back) =>
      asking(async () => {
        const { url } = await stripe.billingPortal.sessions.create({ customer, return_url: back })
        return { url }
      }),
    checkout: (id) => orNull(async () => presentCheckout(await stripe.checkout.sessions.retrieve(id))),
    checkoutOf: (subscription) =>
      orNull(async () => {
        const { data } = await stripe.checkout.sessions.list({ subscription, limit: 1 })
        return data[0] ? presentCheckout(data[0]) : null
      }),
    subscription: (id) =>
      orNull(async () =>
        presentSubscription(await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] })),
      ),
    end: async (id) => {
      await orNull(async () => {
        const { status } = await stripe.subscriptions.retrieve(id)
        if (status !== 'canceled' && status !== 'incomplete_expired') await stripe.subscriptions.cancel(id)
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
