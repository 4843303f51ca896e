/** The billing room's front door. */

export { createBilling } from './doors.ts'
export { entitlement, type Subscription } from './entitlement.ts'
export { attendantsLimit, countAnswer } from './quota.ts'
export { readSubscription } from './subscription.repo.ts'
