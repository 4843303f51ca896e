import type { JobName, Jobs } from '../jobs.ts'
import { keptAt } from '../platform/chores.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { acceptEvent, forgetEvents, unknownEvents } from './event.repo.ts'
import { returnHeld } from './held-payment.ts'
import type { Payments } from './payments.port.ts'
import { forgetPending } from './pending-payment.repo.ts'
import { markRepaid } from './repayment.repo.ts'
import { mustEnd, review } from './review.ts'
import { dueTenants } from './subscription.repo.ts'

const DAY_MS = 24 * 3_600_000
/** Subscriptions looked at in one tick; the rest come with the next. */
const MOST_DUE = 500
/** Stripe repeats a delivery for three days; whatever is older was given up by it. */
const LOOK_BACK_MS = 4 * DAY_MS
/** Stripe itself lists events for 30 days. */
const LISTED_MS = 30 * DAY_MS
const KEEP_MS = 60 * DAY_MS

type Deps = { db: Database; payments: Payments; clock: Clock }

/** Lets go back what was held for too long; finds the subscriptions whose time has come and gives each a job of its own. */
export function billingTickTask({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  return async (): Promise<void> => {
    await returnHeld({ db, clock })
    for (const tenantId of await dueTenants(db, clock.now(), MOST_DUE)) {
      await db.tenant(tenantId, (tx) =>
        tx.enqueue('review-subscription', { tenantId }, { key: `review:${tenantId}` }),
      )
    }
  }
}

export function reviewTask({ db, payments }: Omit<Deps, 'clock'>) {
  return async ({ tenantId }: Jobs['review-subscription']): Promise<void> => {
    await review({ db, payments }, tenantId)
  }
}

/** Ends a subscription at Stripe, if that is still right: somebody may have paid since it was decided. */
export function endSubscriptionTask({ db, payments }: Omit<Deps, 'clock'>) {
  return async ({ account, subscriptionId }: Jobs['end-subscription']): Promise<void> => {
    if (await mustEnd({ db, payments }, account, subscriptionId)) await payments.end(subscriptionId)
  }
}

/** Gives money back, and says so where it was asked for. */
export function repayTask({ db, payments }: Omit<Deps, 'clock'>) {
  return async ({ account, invoice, cents }: Jobs['repay']): Promise<void> => {
    // While a bank has the money nobody can give it back; the end of the dispute asks for this again.
    if ((await payments.repay(invoice, cents)) === 'contested') return
    await db.tenant(account, (tx) => markRepaid(tx, invoice))
  }
}

/** What a deleted company still had at Stripe is ended, and what it paid for nothing is given back. */
export function endPaymentsTask({ db, payments }: Omit<Deps, 'clock'>) {
  return async ({ account }: Jobs['end-payments']): Promise<void> => {
    await review({ db, payments }, account)
  }
}

/**
 * From when on events are looked for: those that Stripe may have given up, and all since we last looked, for a machine that
 * was off for a fortnight got none of them. Pure.
 */
export function lookBack(lastLooked: Date | null, now: Date): Date {
  const since = Math.min(lastLooked?.getTime() ?? 0, now.getTime()) - LOOK_BACK_MS
  return new Date(Math.max(since, now.getTime() - LISTED_MS))
}

/** Takes in events whose delivery was lost, whatever the reason, from Stripe's own list. */
export function reconcileTask({ db, payments, clock }: Deps) {
  return async (): Promise<void> => {
    const now = clock.now()
    const looked = (await keptAt(db)).get('reconcile-billing' satisfies JobName) ?? null
    const events = await payments.eventsSince(lookBack(looked, now))
    const lost = await unknownEvents(
      db,
      events.map((event) => event.id),
    )
    for (const event of events.reverse()) {
      if (lost.has(event.id)) await acceptEvent(db, event, uuidv7(now.getTime()), now)
    }
    await forgetPending(db, new Date(now.getTime() - KEEP_MS))
    await forgetEvents(db, new Date(now.getTime() - KEEP_MS))
  }
}
