import type { Jobs } from '../jobs.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { type EventOutcome, readEvent, settleEvent } from './event.repo.ts'
import { openAccount } from './open-account.ts'
import type { PaymentEvent, Payments } from './payments.port.ts'
import { review } from './review.ts'
import { tenantOfStripe } from './subscription.repo.ts'

type Deps = {
  db: Database
  payments: Payments
  clock: Clock
  onOutcome?: (outcome: EventOutcome, type: string) => void
}

/**
 * Applies a stored event: finds whom it concerns and reads how things stand there now. The event's own story is not
 * used, so a doubled one changes nothing and an old one cannot undo a newer one.
 */
export function applyEventTask({ db, payments, clock, onOutcome }: Deps) {
  return async ({ eventId }: Jobs['apply-billing-event']): Promise<void> => {
    const event = await readEvent(db, eventId)
    if (!event) return
    const outcome = await apply({ db, payments }, event)
    await settleEvent(db, eventId, outcome, clock.now())
    onOutcome?.(outcome, event.type)
  }
}

async function apply(
  { db, payments }: Pick<Deps, 'db' | 'payments'>,
  event: PaymentEvent,
): Promise<EventOutcome> {
  if (!event.checkout && !event.subscription && !event.customer) return 'ignored'
  const known = await tenantOfStripe(db, event.subscription, event.customer)
  if (known) {
    await review({ db, payments }, known)
    return 'applied'
  }
  const checkout = event.checkout
    ? await payments.checkout(event.checkout)
    : event.subscription
      ? await payments.checkoutOf(event.subscription)
      : null
  if (!checkout?.order) return 'unknown_customer'
  if (!checkout.settled || !checkout.subscription) return 'waiting'
  const present = await payments.subscription(checkout.subscription)
  if (!present) return 'unknown_customer'
  const tenantId = await openAccount({ db }, checkout.order, present)
  if (tenantId) await review({ db, payments }, tenantId)
  return 'applied'
}
