import type { BuyerCookie } from '../accounts/index.ts'
import type { WriteTo } from '../mail/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Logger } from '../platform/logging.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { Tasks } from '../platform/queue.ts'
import { applyEventTask } from './apply-event.task.ts'
import { billingRoutes } from './billing.route.ts'
import {
  billingTickTask,
  endPaymentsTask,
  endSubscriptionTask,
  reconcileTask,
  repayTask,
  reviewTask,
} from './by-clock.task.ts'
import { returnHeldTask } from './held-payment.ts'
import type { Payments } from './payments.port.ts'
import { tellLapsedTask } from './pending-payment.ts'
import { tellSeatsTask } from './tell-seats.task.ts'
import { billingWebhook } from './webhook.route.ts'

export { entitlement, type Subscription } from './entitlement.ts'
export { heldPaymentSecrets } from './held-payment.ts'
export { subscriptionMails } from './mail-truth.ts'
export { attendantsLimit, countAnswer } from './quota.ts'
export { readSubscription } from './subscription.repo.ts'
export { seatMails } from './tell-seats.task.ts'

type Deps = {
  db: Database
  payments: Payments
  clock: Clock
  metrics: Metrics
  publicUrl: string
  trialDays: number
  /** For knowing an address again that had a trial. */
  key: Uint8Array
  /** A mail to somebody who has no company here. */
  writeTo: WriteTo
  log: Logger
  buyers: BuyerCookie
}

/** The room's doors, tied to this house: routes, the vendor's webhook, tasks. */
export function createBilling({ metrics, log, ...deps }: Deps) {
  const deliveries = metrics.counter('billing_webhook_total', 'Deliveries of payment events', ['outcome'])
  const events = metrics.counter('billing_event_total', 'Payment events by what became of them', ['outcome'])
  const unserved = metrics.counter(
    'billing_unserved_total',
    'Signs that somebody pays and is not served, or cannot pay, by kind',
    ['kind'],
  )
  const reversals = metrics.counter(
    'billing_reversal_total',
    'Money that went back outside of the product: refunds by hand at Stripe, and disputes',
    ['kind'],
  )
  // Counted from the start: an alarm on a rise sees no rise where a series begins with one.
  for (const kind of ['unknown_customer', 'foreign_price', 'not_sold']) unserved.inc({ kind }, 0)
  for (const kind of ['refunded', 'open', 'won', 'lost']) reversals.inc({ kind }, 0)
  return {
    routes: billingRoutes({
      ...deps,
      onRefused(reason) {
        unserved.inc({ kind: 'not_sold' })
        log.error({ reason }, 'the payment service refuses what we ask: look at its keys, prices and account')
      },
    }),
    webhook: billingWebhook({ ...deps, onOutcome: (outcome) => deliveries.inc({ outcome }) }),
    tasks: {
      'apply-billing-event': applyEventTask({
        ...deps,
        onOutcome: (outcome) => events.inc({ outcome }),
        onUnserved(kind, about) {
          unserved.inc({ kind })
          log.error({ kind, ...about }, 'somebody may be charged and not served')
        },
        onReversal({ kind, state, cents, id }, about) {
          reversals.inc({ kind: state })
          log.warn({ kind, state, cents, reversal: id, ...about }, 'money went back at the payment service')
        },
      }),
      'tell-lapsed-payment': tellLapsedTask(deps),
      'review-subscription': reviewTask(deps),
      'end-subscription': endSubscriptionTask(deps),
      'end-payments': endPaymentsTask(deps),
      'return-held': returnHeldTask(deps),
      repay: repayTask(deps),
      'billing-tick': billingTickTask(deps),
      'tell-seats': tellSeatsTask(deps),
      'reconcile-billing': reconcileTask(deps),
    } satisfies Tasks,
  }
}
