import type { SubscriptionState } from '@plantao/shared/billing'

/**
 * A trial is served this long past its end: Stripe makes the first charge about an hour after it, and the event may be
 * late. By then the clock has asked Stripe itself.
 */
const TRIAL_SLACK_MS = 26 * 3_600_000

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
      return periodEndsAt === null || periodEndsAt.getTime() + TRIAL_SLACK_MS > now.getTime()
    case 'active':
    case 'grace':
      return true
    case 'cancelled':
      return periodEndsAt !== null && periodEndsAt > now
    case 'suspended':
      return false
  }
}
