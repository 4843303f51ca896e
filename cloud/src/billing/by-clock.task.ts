import type { Jobs } from '../jobs.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { acceptEvent, forgetEvents, unknownEvents } from './event.repo.ts'
import type { Payments } from './payments.port.ts'
import { review } from './review.ts'
import { dueTenants, subscriptionRow, tenantOfStripe } from './subscription.repo.ts'

const DAY_MS = 24 * 3_600_000
/** Subscriptions looked at in one tick; the rest come with the next. */
const MOST_DUE = 500
/** Stripe repeats a delivery for three days; whatever is older was given up by it. */
const LOOK_BACK_MS = 4 * DAY_MS
/** Stripe itself lists events for 30 days. */
const KEEP_MS = 60 * DAY_MS

type Deps = { db: Database; payments: Payments; clock: Clock }

/** Finds the subscriptions whose time has come and gives each a job of its own. */
export function billingTickTask({ db, clock }: Omit<Deps, 'payments'>) {
  return async (): Promise<void> => {
    for (const tenantId of await dueTenants(db, clock.now(), MOST_DUE)) {
      await db.tenant(tenantId, (tx) =>
        tx.enqueue('review-subscription', { tenantId }, { key: `review:${tenantId}` }),
      )
    }
  }
}

export function reviewTask({ db, payments }: Omit<Deps, 'clock'>) {
  return ({ tenantId }: Jobs['review-subscription']): Promise<void> => review({ db, payments }, tenantId)
}

/** Ends a subscription at Stripe that we gave up, or that was a second one. */
export function endSubscriptionTask({ db, payments }: Omit<Deps, 'clock'>) {
  return async ({ subscriptionId }: Jobs['end-subscription']): Promise<void> => {
    const tenantId = await tenantOfStripe(db, subscriptionId, null)
    const row = tenantId ? await db.tenant(tenantId, (tx) => subscriptionRow(tx)) : null
    // Paid at the last moment: it runs again, and must.
    if (row && row.state !== 'cancelled') return
    await payments.end(subscriptionId)
  }
}

/** Takes in events whose delivery was lost, whatever the reason, from Stripe's own list. */
export function reconcileTask({ db, payments, clock }: Deps) {
  return async (): Promise<void> => {
    const now = clock.now()
    const events = await payments.eventsSince(new Date(now.getTime() - LOOK_BACK_MS))
    const lost = await unknownEvents(
      db,
      events.map((event) => event.id),
    )
    for (const event of events.reverse()) {
      if (lost.has(event.id)) await acceptEvent(db, event, uuidv7(now.getTime()), now)
    }
    await forgetEvents(db, new Date(now.getTime() - KEEP_MS))
  }
}
