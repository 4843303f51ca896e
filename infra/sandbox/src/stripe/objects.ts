import { randomBytes } from 'node:crypto'

/** The objects of Stripe's API (version 2026-10-28) that the SDK is given, with the fields a caller may read. */
export interface Price {
  id: string
  object: 'price'
  active: boolean
  created: number
  currency: string
  lookup_key: string | null
  metadata: Record<string, string>
  product: string
  recurring: { interval: 'month' | 'year'; interval_count: 1; usage_type: 'licensed' }
  type: 'recurring'
  unit_amount: number
  livemode: false
}

export interface Product {
  id: string
  object: 'product'
  active: true
  created: number
  name: string
  livemode: false
}

export interface Customer {
  id: string
  object: 'customer'
  created: number
  email: string
  name: string | null
  metadata: Record<string, string>
  livemode: false
}

export type SubscriptionStatus =
  | 'incomplete'
  | 'incomplete_expired'
  | 'trialing'
  | 'active'
  | 'past_due'
  | 'unpaid'
  | 'paused'
  | 'canceled'

export interface Subscription {
  id: string
  object: 'subscription'
  cancel_at: number | null
  cancel_at_period_end: boolean
  canceled_at: number | null
  collection_method: 'charge_automatically'
  created: number
  currency: string
  customer: string
  ended_at: number | null
  items: {
    object: 'list'
    has_more: false
    url: string
    data: {
      id: string
      object: 'subscription_item'
      current_period_start: number
      current_period_end: number
      price: Price
      quantity: 1
    }[]
  }
  latest_invoice: string | null
  livemode: false
  metadata: Record<string, string>
  start_date: number
  status: SubscriptionStatus
  trial_end: number | null
  trial_start: number | null
}

export interface Invoice {
  id: string
  object: 'invoice'
  amount_due: number
  amount_paid: number
  attempt_count: number
  billing_reason: 'subscription_create' | 'subscription_cycle'
  created: number
  currency: string
  customer: string
  customer_email: string
  livemode: false
  parent: {
    type: 'subscription_details'
    subscription_details: { subscription: string; metadata: Record<string, string> }
    quote_details: null
  }
  period_end: number
  period_start: number
  status: 'open' | 'paid' | 'void' | 'uncollectible'
}

/** How an invoice was paid: one card payment, and what was given back of it. */
export interface Payment {
  id: string
  object: 'invoice_payment'
  invoice: string
  amount_paid: number
  created: number
  status: 'paid'
  livemode: false
  payment: {
    type: 'payment_intent'
    payment_intent: {
      id: string
      object: 'payment_intent'
      amount: number
      customer: string
      status: 'succeeded'
      latest_charge: Charge
    }
  }
}

export interface Charge {
  id: string
  object: 'charge'
  amount: number
  amount_refunded: number
  created: number
  currency: string
  customer: string
  disputed: boolean
  livemode: false
  paid: true
  payment_intent: string
  refunded: boolean
  status: 'succeeded'
}

export interface Refund {
  id: string
  object: 'refund'
  amount: number
  charge: string
  created: number
  currency: string
  metadata: Record<string, string>
  payment_intent: string
  reason: string | null
  status: 'succeeded'
}

/** A charge that the card's holder contests at their bank. It names no customer: only the charge does. */
export interface Dispute {
  id: string
  object: 'dispute'
  amount: number
  charge: string
  created: number
  currency: string
  evidence_details: { due_by: number; has_evidence: false; past_due: false; submission_count: 0 }
  is_charge_refundable: false
  livemode: false
  metadata: Record<string, string>
  payment_intent: string
  reason: 'fraudulent'
  status: 'needs_response' | 'won' | 'lost'
}

export interface CheckoutSession {
  id: string
  object: 'checkout.session'
  amount_total: number
  cancel_url: string | null
  client_reference_id: string | null
  created: number
  currency: string
  customer: string | null
  customer_details: { email: string; name: string | null } | null
  customer_email: string | null
  expires_at: number
  invoice: string | null
  livemode: false
  locale: string | null
  metadata: Record<string, string>
  mode: 'subscription'
  payment_status: 'paid' | 'unpaid' | 'no_payment_required'
  status: 'open' | 'complete' | 'expired'
  subscription: string | null
  success_url: string | null
  url: string | null
}

export interface StripeEvent {
  id: string
  object: 'event'
  api_version: string
  created: number
  data: { object: object }
  livemode: false
  pending_webhooks: number
  request: { id: null; idempotency_key: null }
  type: string
}

/** `cus_4f…`: Stripe's prefixes, then 24 letters of our own. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`
}

/** Seconds since 1970, as Stripe counts. */
export function seconds(): number {
  return Math.floor(Date.now() / 1000)
}

/** The same day of the next month (or year), or its last day. */
export function periodAfter(start: number, interval: 'month' | 'year'): number {
  const from = new Date(start * 1000)
  const to = new Date(from)
  if (interval === 'month') to.setUTCMonth(from.getUTCMonth() + 1)
  else to.setUTCFullYear(from.getUTCFullYear() + 1)
  if (to.getUTCDate() !== from.getUTCDate()) to.setUTCDate(0)
  return Math.floor(to.getTime() / 1000)
}
