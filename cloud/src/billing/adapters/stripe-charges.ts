import type Stripe from 'stripe'
import type { DisputeState, PresentCharge } from '../payments.port.ts'

/** Marks a refund as one of ours: what was made by hand in Stripe's dashboard has none. */
const OURS = 'plantao_repays'
/** Refunds and disputes of one charge; a person who gives back in parts makes a handful. */
const MOST_PARTS = 100

/** The charge behind an invoice: what was given back of it, and what a refund must name. */
async function chargeOfInvoice(
  stripe: Stripe,
  invoice: string,
): Promise<{ id: string; intent: string; cents: number; refundedCents: number; disputed: boolean } | null> {
  const { data } = await stripe.invoicePayments.list({
    invoice,
    status: 'paid',
    limit: 1,
    expand: ['data.payment.payment_intent.latest_charge'],
  })
  const intent = data[0]?.payment.payment_intent
  if (!intent || typeof intent === 'string') return null
  const charge = intent.latest_charge
  if (!charge || typeof charge === 'string') return null
  const { id, amount: cents, amount_refunded: refundedCents, disputed } = charge
  return { id, intent: intent.id, cents, refundedCents, disputed }
}

/** What is gone of an invoice's money: given back, or taken back by a bank that decided so. Cents. */
export async function goneOf(stripe: Stripe, invoice: string): Promise<number> {
  const charge = await chargeOfInvoice(stripe, invoice)
  if (!charge?.disputed) return charge?.refundedCents ?? 0
  const disputes = await disputesOf(stripe, charge.id)
  return disputes.some(({ state }) => state === 'lost') ? charge.cents : charge.refundedCents
}

/** Everything that happened to a charge's money. Which invoice it paid is told by the payments of invoices alone. */
export async function presentCharge(stripe: Stripe, id: string): Promise<PresentCharge> {
  const charge = await stripe.charges.retrieve(id)
  const intent = idOf(charge.payment_intent)
  const [payments, refunds, disputes] = await Promise.all([
    intent
      ? stripe.invoicePayments.list({
          payment: { type: 'payment_intent', payment_intent: intent },
          limit: 1,
          expand: ['data.invoice'],
        })
      : { data: [] },
    stripe.refunds.list({ charge: id, limit: MOST_PARTS }),
    charge.disputed ? disputesOf(stripe, id) : [],
  ])
  const invoice = payments.data[0]?.invoice
  return {
    customer: idOf(charge.customer),
    invoice: idOf(invoice),
    subscription: typeof invoice === 'object' && 'parent' in invoice ? subscriptionOf(invoice) : null,
    cents: charge.amount,
    refunds: refunds.data
      // One that is on its way has left us already; one that failed has come back.
      .filter(({ status }) => status === 'succeeded' || status === 'pending')
      .map(({ id, amount, metadata }) => ({ id, cents: amount, ours: metadata?.[OURS] !== undefined })),
    disputes,
  }
}

/**
 * Gives back what is left of an invoice's money, up to that many cents. Done before, by us or by hand, is done.
 * @returns `contested` while a bank has the money: it can be given back by nobody then
 */
export async function repayInvoice(
  stripe: Stripe,
  invoice: string,
  cents: number,
): Promise<'done' | 'contested'> {
  const charge = await chargeOfInvoice(stripe, invoice)
  if (!charge) return 'done'
  const { data } = await stripe.refunds.list({ charge: charge.id, limit: MOST_PARTS })
  if (data.some(({ metadata, status }) => metadata?.[OURS] === invoice && status !== 'failed')) return 'done'
  if (charge.disputed) {
    const disputes = await disputesOf(stripe, charge.id)
    if (disputes.some(({ state }) => state === 'lost')) return 'done'
    if (disputes.some(({ state }) => state === 'open')) return 'contested'
  }
  const amount = Math.min(cents, charge.cents - charge.refundedCents)
  if (amount <= 0) return 'done'
  await stripe.refunds.create(
    { payment_intent: charge.intent, amount, reason: 'duplicate', metadata: { [OURS]: invoice } },
    { idempotencyKey: `repay_${invoice}` },
  )
  return 'done'
}

async function disputesOf(stripe: Stripe, charge: string): Promise<PresentCharge['disputes']> {
  const { data } = await stripe.disputes.list({ charge, limit: MOST_PARTS })
  return data
    .map(({ id, amount, status }) => ({ id, cents: amount, state: stateOf(status) }))
    .filter((one): one is PresentCharge['disputes'][number] => one.state !== null)
}

/** What a dispute's status comes to; null for an inquiry, which takes no money. One that Stripe may add is open. */
function stateOf(status: string): DisputeState | null {
  if (status.startsWith('warning_') || status === 'prevented') return null
  return status === 'won' || status === 'lost' ? status : 'open'
}

function subscriptionOf({ parent, ...older }: Stripe.Invoice): string | null {
  return (
    idOf(parent?.subscription_details?.subscription) ??
    idOf((older as { subscription?: unknown }).subscription)
  )
}

function idOf(value: unknown): string | null {
  const id = typeof value === 'string' ? value : (value as { id?: unknown } | null | undefined)?.id
  return typeof id === 'string' ? id : null
}
