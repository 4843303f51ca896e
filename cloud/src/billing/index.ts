import type { BuyerCookie } from '../accounts/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
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
import type { Payments } from './payments.port.ts'
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
  buyers: BuyerCookie
}

/** The room's doors, tied to this house: routes, the vendor's webhook, tasks. */
export function createBilling({ metrics, ...deps }: Deps) {
  const deliveries = metrics.counter('billing_webhook_total', 'Deliveries of payment events', ['outcome'])
  const events = metrics.counter('billing_event_total', 'Payment events by what became of them', ['outcome'])
  return {
    routes: billingRoutes(deps),
    webhook: billingWebhook({ ...deps, onOutcome: (outcome) => deliveries.inc({ outcome }) }),
    tasks: {
      'apply-billing-event': applyEventTask({ ...deps, onOutcome: (outcome) => events.inc({ outcome }) }),
      'review-subscription': reviewTask(deps),
      'end-subscription': endSubscriptionTask(deps),
      'end-payments': endPaymentsTask(deps),
      repay: repayTask(deps),
      'billing-tick': billingTickTask(deps),
      'tell-seats': tellSeatsTask(deps),
      'reconcile-billing': reconcileTask(deps),
    } satisfies Tasks,
  }
}
