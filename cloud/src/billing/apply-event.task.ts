import type { Jobs } from '../jobs.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { tenantOfStripe } from './account.repo.ts'
import { type EventOutcome, readEvent, settleEvent } from './event.repo.ts'
import { holdPayment } from './held-payment.ts'
import { openAccount } from './open-account.ts'
import type { PaymentEvent, Payments } from './payments.port.ts'
import { review } from './review.ts'

type Deps = {
  db: Database
  payments: Payments
  clock: Clock
  key: Uint8Array
  onOutcome?: (outcome: EventOutcome, type: string) => void
}

/**
 * Applies a stored event: finds whom it concerns and reads how things stand there now. The event's own story is not
 * used, so a doubled one changes nothing and an old one cannot undo a newer one.
 */
export function applyEventTask({ onOutcome, ...deps }: Deps) {
  return async ({ eventId }: Jobs['apply-billing-event']): Promise<void> => {
    const event = await readEvent(deps.db, eventId)
    if (!event) return
    const outcome = await apply(deps, event)
    await settleEvent(deps.db, eventId, outcome, deps.clock.now())
    onOutcome?.(outcome, event.type)
  }
}

async function apply(
  { db, payments, clock, key }: Omit<Deps, 'onOutcome'>,
  event: PaymentEvent,
): Promise<EventOutcome> {
  const checkout = event.checkout ? await payments.checkout(event.checkout) : null
  const subscription = event.subscription ?? checkout?.subscription ?? null
  if (checkout && !checkout.settled) return 'waiting'
  if (!subscription && !event.customer) return event.checkout ? 'unknown_customer' : 'ignored'
  const present = subscription ? await payments.subscription(subscription) : null
  const order = present?.order ?? checkout?.order ?? null
  // Whose it is was settled when it was first linked; only what was never seen goes by its order.
  const customer = present?.customer ?? event.customer
  const tenantId = (await tenantOfStripe(db, subscription, customer)) ?? order?.renews ?? order?.tenantId
  if (!tenantId) return 'unknown_customer'
  const paid = await review({ db, payments }, tenantId, subscription)
  if (!paid) return 'applied'
  if (!order || order.renews) return 'unknown_customer'
  if ((await openAccount({ db, key }, order, paid)) === 'email_taken') {
    await holdPayment({ db, clock }, order, paid)
    return 'held'
  }
  await review({ db, payments }, tenantId, subscription)
  return 'applied'
}
