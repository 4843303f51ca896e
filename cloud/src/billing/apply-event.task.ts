import type { Jobs } from '../jobs.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { tenantOfStripe } from './account.repo.ts'
import { worth } from './choose.ts'
import { type EventOutcome, readEvent, settleEvent } from './event.repo.ts'
import { holdPayment } from './held-payment.ts'
import { noteReversals } from './note-reversals.ts'
import { openAccount } from './open-account.ts'
import type { PaymentEvent, Payments, PresentCharge, PresentSubscription } from './payments.port.ts'
import { settlePending } from './pending-payment.repo.ts'
import { notPaidYet } from './pending-payment.ts'
import { type ReversalNews, reversalNews } from './reversal.ts'
import { review } from './review.ts'

type Deps = {
  db: Database
  payments: Payments
  clock: Clock
  key: Uint8Array
  onOutcome?: (outcome: EventOutcome, type: string) => void
  onReversal?: (news: ReversalNews, about: About) => void
  onUnserved?: (kind: 'unknown_customer' | 'foreign_price', about: About) => void
}
/** For ops to find it at Stripe: ids only. */
type About = { event: string; type: string; subscription: string | null; customer: string | null }

/**
 * Applies a stored event: finds whom it concerns and reads how things stand there now. The event's own story is not
 * used, so a doubled one changes nothing and an old one cannot undo a newer one.
 */
export function applyEventTask(deps: Deps) {
  const { onOutcome } = deps
  return async ({ eventId }: Jobs['apply-billing-event']): Promise<void> => {
    const event = await readEvent(deps.db, eventId)
    if (!event) return
    const outcome = await apply(deps, event)
    await settleEvent(deps.db, eventId, outcome, deps.clock.now())
    onOutcome?.(outcome, event.type)
  }
}

async function apply(deps: Deps, event: PaymentEvent): Promise<EventOutcome> {
  const { db, payments, clock, key, onUnserved, onReversal } = deps
  const checkout = event.checkout ? await payments.checkout(event.checkout) : null
  if (checkout && checkout.state !== 'paid') return notPaidYet(deps, event, checkout)
  if (checkout) await settlePending(db, event.checkout!, 'paid', clock.now())
  const charge = event.charge ? await payments.charge(event.charge) : null
  const subscription = event.subscription ?? checkout?.subscription ?? charge?.subscription ?? null
  const present = subscription ? await payments.subscription(subscription) : null
  const customer = present?.customer ?? event.customer ?? charge?.customer ?? null
  const about: About = { event: event.id, type: event.type, subscription, customer }
  const unknown = (): EventOutcome => {
    if (mayCharge(present, charge)) onUnserved?.('unknown_customer', about)
    return 'unknown_customer'
  }
  if (!subscription && !customer) return event.checkout || charge ? unknown() : 'ignored'
  const order = present?.order ?? checkout?.order ?? null
  // Whose it is was settled when it was first linked; only what was never seen goes by its order.
  const tenantId = (await tenantOfStripe(db, subscription, customer)) ?? order?.renews ?? order?.tenantId
  if (charge)
    for (const news of tenantId ? await noteReversals(db, tenantId, charge) : reversalNews(new Map(), charge))
      onReversal?.(news, about)
  if (!tenantId) return unknown()
  if (present && present.plan === null && pays(present)) onUnserved?.('foreign_price', about)
  const paid = await review({ db, payments }, tenantId, subscription)
  if (!paid) return 'applied'
  if (!order || order.renews) return unknown()
  const outcome = await openAccount({ db, key }, order, paid)
  if (outcome === 'email_taken') await holdPayment({ db, clock }, order, paid)
  if (outcome !== 'open') return 'held'
  await review({ db, payments }, tenantId, subscription)
  return 'applied'
}

function pays(present: PresentSubscription): boolean {
  return !['over', 'waits'].includes(worth(present))
}

/** Could somebody be charged and not served? Not by what is over, nor by money that only goes back. */
function mayCharge(present: PresentSubscription | null, charge: PresentCharge | null): boolean {
  return present ? pays(present) : charge === null
}
