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
  /**
   * The company it is for when its signed-in owner began it; null: it founds one of its own. Nobody else's payment is
   * ever attached to a company, whatever e-mail it names.
   */
  renews: string | null
  /** The owner who began it. */
  member: string | null
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

/** The newest invoice of a subscription. Amounts in cents of a real. */
export type PresentInvoice = {
  id: string
  /** A period that began unpaid is not one the customer has bought. */
  status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible'
  paidCents: number
  /** Given back of it already. */
  refundedCents: number
}

/** A subscription as it stands at this instant. */
export type PresentSubscription = {
  id: string
  customer: string
  status: PaymentStatus
  startedAt: Date
  periodStartsAt: Date | null
  periodEndsAt: Date | null
  /** When it ends for good: asked for, or done. Null: it is renewed until somebody says otherwise. */
  endsAt: Date | null
  invoice: PresentInvoice | null
  /** Null when the price is none of ours. */
  plan: PlanId | null
  /** What the payment page was opened for; null for one made by hand at Stripe. */
  order: Order | null
}

/**
 * `paid`: or nothing to pay for now (a trial). `waiting`: a boleto was printed or a Pix code made, and can still be paid.
 * `lapsed`: it was not, in its time. `open`: nobody has paid, or the page was left.
 */
export type CheckoutState = 'open' | 'waiting' | 'paid' | 'lapsed'

/** A payment page as it stands at this instant. */
export type PresentCheckout = {
  state: CheckoutState
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
  /** The charge whose money went back, or is contested; such an event may name nothing else. */
  charge: string | null
}

export type DisputeState = 'open' | 'won' | 'lost'

/** What happened to the money of one charge. Amounts in cents of a real. */
export type PresentCharge = {
  customer: string | null
  invoice: string | null
  subscription: string | null
  cents: number
  /** `ours`: the product gave it back; the others were made by hand at Stripe. */
  refunds: { id: string; cents: number; ours: boolean }[]
  /** Contested at the payer's bank. `won`: the money is ours again. */
  disputes: { id: string; cents: number; state: DisputeState }[]
}

/**
 * The payment service. Every call has a time-out and is repeated twice when the answer was lost or asked for it, with the
 * same key, so that it is done once; a failure is `PaymentsUnavailable`.
 */
export type Payments = {
  /** A payment page for this order. */
  begin(
    order: Order,
    options: {
      done: string
      back: string
      /** The customer at Stripe whom the company has already. */
      customer: string | null
      trialDays: number
    },
  ): Promise<{ url: string }>
  /** The page where the customer changes the card or cancels; null when Stripe has no such customer any more. */
  portal(customer: string, back: string): Promise<{ url: string } | null>
  checkout(id: string): Promise<PresentCheckout | null>
  charge(id: string): Promise<PresentCharge | null>
  subscription(id: string): Promise<PresentSubscription | null>
  /** Every one of a customer's, whatever its status. A customer that was deleted has none. */
  subscriptionsOf(customer: string): Promise<PresentSubscription[]>
  /** Ends it at once and voids what is open of it; one that has ended is no error. */
  end(subscription: string): Promise<void>
  /** Whether a delivery with this header could be signed and fresh at all; asked before its body is read. */
  maySpeak(signature: string): boolean
  /**
   * Gives money of a paid invoice back, in cents; given back before, by us or by hand, is no error. `contested`: a bank
   * has it until it decides.
   */
  repay(invoice: string, cents: number): Promise<'done' | 'contested'>
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

/** It was understood and refused: asking again will not help, somebody must look at the settings. */
export class NotSold extends Error {
  override name = 'NotSold'
}

export class PaymentsUnavailable extends Error {
  override name = 'PaymentsUnavailable'
}
