/** The billing room's front door. */

export { applyEventTask } from './apply-event.task.ts'
export { billingRoutes } from './billing.route.ts'
export { billingTickTask, endSubscriptionTask, reconcileTask, reviewTask } from './by-clock.task.ts'
export { entitlement, type Subscription } from './entitlement.ts'
export type { Payments } from './payments.port.ts'
export { attendantsLimit, countAnswer } from './quota.ts'
export { readSubscription } from './subscription.repo.ts'
export { billingWebhook } from './webhook.route.ts'
