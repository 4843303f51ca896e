/** Where a subscription stands. `grace`: a payment failed and the days to mend it run. */
export type SubscriptionState = 'trial' | 'active' | 'grace' | 'suspended' | 'cancelled'

export type Subscription = { state: SubscriptionState; periodEndsAt: Date | null }

/** May the AI answer? A cancelled subscription serves until its paid period ends. Pure. */
export function mayAnswer(subscription: Subscription | null, now: Date): boolean {
  if (!subscription) return false
  switch (subscription.state) {
    case 'trial':
      return subscription.periodEndsAt === null || subscription.periodEndsAt > now
    case 'active':
    case 'grace':
      return true
    case 'cancelled':
      return subscription.periodEndsAt !== null && subscription.periodEndsAt > now
    case 'suspended':
      return false
  }
}
