import type { Language } from '@plantao/shared/accounts'
import type { PlanId } from '@plantao/shared/billing'

/** Who pays for what; travels through the payment, so that nothing of an abandoned one is kept by us. */
export type Order = {
  /** The tenant this payment founds; fixed before, so that one payment founds one tenant. */
  tenantId: string
  email: string
  name: string
  phone: string
  plan: PlanId
  language: Language
}

/** A subscription's status in the words of Stripe. */
export type PaymentStatus =
  | 'trialing'
  | 'active'
  | 'past_due'
  | 'unpaid'
  | 'paused'
  | 'incomplete'
  | 'incomplete_expired'
  | 'canceled'

/** A subscription as it stands at this instant. */
export type PresentSubscription = {
  id: string
  customer: string
  status: PaymentStatus
  periodEndsAt: Date | null
  /** It runs until its period ends and is not renewed. */
  endsWithPeriod: boolean
  /** Is the newest invoice paid? A period that began unpaid is not one the customer has bought. */
  paid: boolean
  /** Null when the price is none of ours. */
  plan: PlanId | null
}

/** A payment page as it stands at this instant. */
export type PresentCheckout = {
  /** Paid, or nothing to pay for now (a trial). A boleto that was only printed is neither. */
  settled: boolean
  customer: string | null
  subscription: string | null
  /** Null for payments that did not begin with us. */
  order: Order | null
}

/** An event, reduced to whom it concerns: what happened is asked for when it is applied. */
export type PaymentEvent = {
  id: string
  type: string
  checkout: string | null
  subscription: string | null
  customer: string | null
}

/** The payment service. Every call has a time-out and one repetition; a failure is `PaymentsUnavailable`. */
export type Payments = {
  /** A payment page for this order. */
  begin(order: Order, pages: { done: string; back: string }): Promise<{ url: string }>
  /** The page where the customer changes the card or cancels. */
  portal(customer: string, back: string): Promise<{ url: string }>
  checkout(id: string): Promise<PresentCheckout | null>
  /** The payment page a subscription began with. */
  checkoutOf(subscription: string): Promise<PresentCheckout | null>
  subscription(id: string): Promise<PresentSubscription | null>
  /** Ends it at once; one that has ended is no error. */
  end(subscription: string): Promise<void>
  /** Whether a delivery with this header could be signed and fresh at all; asked before its body is read. */
  maySpeak(signature: string): boolean
  /** The event of a delivery. Throws `BadSignature`. */
  readEvent(raw: Buffer, signature: string): PaymentEvent
  /** Events since then, newest first, whatever became of their deliveries. */
  eventsSince(since: Date): Promise<PaymentEvent[]>
}

/** Signed by Stripe, and still no event: nothing that could be stored or repeated. */
export class UnreadableEvent extends Error {
  override name = 'UnreadableEvent'
}

export class BadSignature extends Error {
  override name = 'BadSignature'
}

export class PaymentsUnavailable extends Error {
  override name = 'PaymentsUnavailable'
}
