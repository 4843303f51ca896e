import { GRACE_DAYS, SUSPENDED_DAYS, type SubscriptionState } from '@plantao/shared/billing'
import { worth } from './choose.ts'
import type { PresentSubscription } from './payments.port.ts'

const DAY_MS = 24 * 3_600_000
/** Days of grace after which a mail goes out; the first one at once. */
export const GRACE_MAIL_DAYS = [0, 3, 6] as const
/** After a period should have been renewed, Stripe is asked by ourselves: its event may have been lost. */
const ASK_AFTER_MS = DAY_MS

/** Where a tenant's subscription stands with us. */
export type Standing = {
  state: SubscriptionState
  periodEndsAt: Date | null
  graceEndsAt: Date | null
  /** Mails of `GRACE_MAIL_DAYS` that went out. */
  graceMails: number
  /** Kept in a cancellation that was ours: we gave up a suspended one. */
  suspendedAt: Date | null
}

/** What Stripe says now. */
export type Present = Pick<
  PresentSubscription,
  'status' | 'startedAt' | 'periodStartsAt' | 'periodEndsAt' | 'endsAt' | 'invoice'
>

export type StandingMail =
  | { template: 'payment_failed' | 'grace_reminder' | 'suspended' | 'cancelled'; until: Date }
  | { template: 'payment_recovered' | 'payment_attached' }

export type Next = {
  standing: Standing
  mails: StandingMail[]
  /** When the clock must look again; null: only an event changes anything. */
  reviewAt: Date | null
}

/**
 * The state machine of subscriptions. Takes what Stripe says at this instant (null: nothing runs there), then what the
 * clock says. Feeding it the same twice changes nothing and mails nothing: events may be doubled and come in any order.
 * Pure.
 */
export function next(standing: Standing, present: Present | null, now: Date): Next {
  const told = present ? byStripe(standing, present, now) : { standing, mails: [] }
  const timed = byClock(told.standing, now)
  return {
    standing: timed.standing,
    mails: [...told.mails, ...timed.mails],
    reviewAt: reviewAt(timed.standing, present, now),
  }
}

type Step = { standing: Standing; mails: StandingMail[] }

const CLEAR = { graceEndsAt: null, graceMails: 0, suspendedAt: null }

function byStripe(standing: Standing, present: Present, now: Date): Step {
  const { periodEndsAt } = present
  switch (present.status) {
    case 'trialing':
    case 'active': {
      if (worth(present) === 'ending') return cancelled(standing, present.endsAt)
      const paidAgain = standing.state === 'grace' || standing.state === 'suspended'
      const state = present.status === 'trialing' ? 'trial' : 'active'
      return {
        standing: { ...CLEAR, state, periodEndsAt },
        mails: paidAgain ? [{ template: 'payment_recovered' }] : [],
      }
    }
    case 'past_due': {
      if (standing.state === 'grace' || standing.state === 'suspended' || isGivenUp(standing))
        return { standing, mails: [] }
      const graceEndsAt = new Date(now.getTime() + GRACE_DAYS * DAY_MS)
      return {
        standing: { ...CLEAR, state: 'grace', periodEndsAt, graceEndsAt, graceMails: 1 },
        mails: [{ template: 'payment_failed', until: graceEndsAt }],
      }
    }
    case 'unpaid':
    case 'paused':
      if (standing.state === 'suspended' || isGivenUp(standing)) return { standing, mails: [] }
      return suspended(standing, now)
    case 'canceled':
    case 'incomplete_expired':
      return over(standing, present, now)
    case 'incomplete':
      return { standing, mails: [] }
  }
}

function byClock(standing: Standing, now: Date): Step {
  if (standing.state === 'grace' && standing.graceEndsAt) {
    if (now >= standing.graceEndsAt) return suspended(standing, now)
    const due = nextGraceMail(standing)
    if (due && now >= due) {
      return {
        standing: { ...standing, graceMails: standing.graceMails + 1 },
        mails: [{ template: 'grace_reminder', until: standing.graceEndsAt }],
      }
    }
  }
  if (
    standing.state === 'suspended' &&
    standing.suspendedAt &&
    now >= endOfSuspension(standing.suspendedAt)
  ) {
    const step = cancelled(standing, now)
    // That it was us must be known: Stripe may call it past due for some time yet.
    return { ...step, standing: { ...step.standing, suspendedAt: standing.suspendedAt } }
  }
  return { standing, mails: [] }
}

function suspended(standing: Standing, now: Date): Step {
  return {
    standing: { ...standing, state: 'suspended', graceEndsAt: null, graceMails: 0, suspendedAt: now },
    mails: [{ template: 'suspended', until: endOfSuspension(now) }],
  }
}

/** We cancelled it ourselves, after it was suspended for too long. */
export function isGivenUp({ state, suspendedAt }: Standing): boolean {
  return state === 'cancelled' && suspendedAt !== null
}

/** It has ended at Stripe. What was paid for is served; a period that began unpaid, or was given back, is not. */
function over(standing: Standing, { invoice, periodEndsAt }: Present, now: Date): Step {
  if (isGivenUp(standing)) return { standing, mails: [] }
  const isOwn = invoice?.status === 'paid' && invoice.refundedCents < Math.max(1, invoice.paidCents)
  const until = isOwn && standing.state !== 'suspended' ? periodEndsAt : now
  // Read again later, an end stays where it is: only an earlier one is news.
  const known = standing.state === 'cancelled' ? standing.periodEndsAt : null
  return cancelled(standing, known && until && known < until ? known : until)
}

function cancelled(standing: Standing, until: Date | null): Step {
  const next: Standing = { ...CLEAR, state: 'cancelled', periodEndsAt: until }
  const told = standing.state === 'cancelled' || until === null
  return { standing: next, mails: told ? [] : [{ template: 'cancelled', until }] }
}

/** When a suspended subscription is given up. */
export function endOfSuspension(suspendedAt: Date): Date {
  return new Date(suspendedAt.getTime() + SUSPENDED_DAYS * DAY_MS)
}

function nextGraceMail({ graceEndsAt, graceMails }: Standing): Date | null {
  const days = GRACE_MAIL_DAYS[graceMails]
  if (!graceEndsAt || days === undefined) return null
  return new Date(graceEndsAt.getTime() - (GRACE_DAYS - days) * DAY_MS)
}

function reviewAt(standing: Standing, present: Present | null, now: Date): Date | null {
  switch (standing.state) {
    case 'grace':
      return nextGraceMail(standing) ?? standing.graceEndsAt
    case 'suspended':
      return standing.suspendedAt && endOfSuspension(standing.suspendedAt)
    case 'trial':
    case 'active':
    case 'cancelled': {
      if (!present || worth(present) === 'over' || !standing.periodEndsAt || isGivenUp(standing)) return null
      const after = standing.periodEndsAt.getTime() + ASK_AFTER_MS
      return new Date(Math.max(after, now.getTime() + ASK_AFTER_MS))
    }
  }
}
