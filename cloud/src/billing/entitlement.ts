import type { SubscriptionState } from '@plantao/shared/billing'

export type Subscription = {
  state: SubscriptionState
  periodEndsAt: Date | null
  /** Answers given this month, and how many the plan includes. */
  answers: number
  answersLimit: number
}

/**
 * What the AI may do for a tenant: answer; hand over, because the month's answers are used up; or nothing at all. A
 * cancelled subscription serves until its paid period ends. The one place that decides it. Pure.
 */
export function entitlement(
  subscription: Subscription | null,
  now: Date,
): 'answer' | 'hand_over' | 'silence' {
  if (!subscription || !runs(subscription, now)) return 'silence'
  return subscription.answers < subscription.answersLimit ? 'answer' : 'hand_over'
}

function runs({ state, periodEndsAt }: Subscription, now: Date): boolean {
  switch (state) {
    case 'trial':
      return periodEndsAt === null || periodEndsAt > now
    case 'active':
    case 'grace':
      return true
    case 'cancelled':
      return periodEndsAt !== null && periodEndsAt > now
    case 'suspended':
      return false
  }
}
