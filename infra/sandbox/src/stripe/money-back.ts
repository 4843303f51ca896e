import { type Charge, type Dispute, newId, type Refund, seconds } from './objects.ts'
import type { StripeWorld } from './world.ts'

const DAY = 86_400

/**
 * Money goes back to the card, by the API or by hand in Stripe's dashboard. Whoever asks for more than is left gets what
 * is left. Null when there is no such payment.
 */
export function refund(
  world: StripeWorld,
  intent: string,
  { amount, reason = null, metadata = {} }: Partial<Pick<Refund, 'amount' | 'reason' | 'metadata'>> = {},
): Refund | null {
  const charge = chargeOf(world, intent)
  if (!charge) return null
  const made: Refund = {
    id: newId('re'),
    object: 'refund',
    amount: Math.min(amount ?? charge.amount, charge.amount - charge.amount_refunded),
    charge: charge.id,
    created: seconds(),
    currency: 'brl',
    metadata,
    payment_intent: intent,
    reason,
    status: 'succeeded',
  }
  if (made.amount === 0) return made
  charge.amount_refunded += made.amount
  charge.refunded = charge.amount_refunded === charge.amount
  world.refunds.push(made)
  world.deliveries.emit('refund.created', made)
  world.deliveries.emit('charge.refunded', charge)
  return made
}

/** The card's bank takes the money back for now. The subscription goes on, as Stripe does it unless told otherwise. */
export function dispute(world: StripeWorld, charge: Charge): Dispute {
  const opened: Dispute = {
    id: newId('du'),
    object: 'dispute',
    amount: charge.amount,
    charge: charge.id,
    created: seconds(),
    currency: 'brl',
    evidence_details: {
      due_by: seconds() + 7 * DAY,
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: 'fraudulent',
    status: 'needs_response',
  }
  charge.disputed = true
  world.disputes.set(opened.id, opened)
  world.deliveries.emit('charge.dispute.created', opened)
  world.deliveries.emit('charge.dispute.funds_withdrawn', opened)
  return opened
}

/** The bank has decided: won, the money is the seller's again. */
export function closeDispute(world: StripeWorld, open: Dispute, status: 'won' | 'lost'): void {
  open.status = status
  world.deliveries.emit('charge.dispute.closed', open)
  if (status === 'won') world.deliveries.emit('charge.dispute.funds_reinstated', open)
}

export function chargeOf(world: StripeWorld, intent: string): Charge | undefined {
  return chargesOf(world).find((charge) => charge.payment_intent === intent)
}

/** Every charge, the oldest first. */
export function chargesOf(world: StripeWorld): Charge[] {
  return [...world.payments.values()].map(({ payment }) => payment.payment_intent.latest_charge)
}
