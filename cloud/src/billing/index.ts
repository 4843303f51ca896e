export { mayAnswer, type Subscription, type SubscriptionState } from './entitlement.ts'
export { readSubscription } from './subscription.repo.ts'
