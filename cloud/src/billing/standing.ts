import { GRACE_DAYS, SUSPENDED_DAYS, type SubscriptionState } from '@plantao/shared/billing'
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
  suspendedAt: Date | null
}

/** What Stripe says now. */
export type Present = Pick<PresentSubscription, 'status' | 'periodEndsAt' | 'endsWithPeriod' | 'paid'>

export type StandingMail =
  | { template: 'payment_failed' | 'grace_reminder' | 'suspended' | 'cancelled'; until: Date }
  | { template: 'payment_recovered' }

export type Next = {
  standing: Standing
  mails: StandingMail[]
  /** We gave up before Stripe did: it must stop charging. */
  endAtStripe: boolean
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
    endAtStripe: timed.endAtStripe,
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
      if (present.endsWithPeriod) return cancelled(standing, periodEndsAt)
      const paidAgain = standing.state === 'grace' || standing.state === 'suspended'
      const state = present.status === 'trialing' ? 'trial' : 'active'
      return {
        standing: { ...CLEAR, state, periodEndsAt },
        mails: paidAgain ? [{ template: 'payment_recovered' }] : [],
      }
    }
    case 'past_due': {
      if (standing.state !== 'trial' && standing.state !== 'active') return { standing, mails: [] }
      const graceEndsAt = new Date(now.getTime() + GRACE_DAYS * DAY_MS)
      return {
        standing: { ...CLEAR, state: 'grace', periodEndsAt, graceEndsAt, graceMails: 1 },
        mails: [{ template: 'payment_failed', until: graceEndsAt }],
      }
    }
    case 'unpaid':
    case 'paused':
      if (standing.state === 'suspended' || standing.state === 'cancelled') return { standing, mails: [] }
      return suspended(standing, now)
    case 'canceled':
    case 'incomplete_expired':
      if (standing.state === 'cancelled') return { standing, mails: [] }
      // A period that began with an unpaid invoice is not owed to anyone.
      return cancelled(standing, present.paid && standing.state !== 'suspended' ? periodEndsAt : now)
    case 'incomplete':
      return { standing, mails: [] }
  }
}

function byClock(standing: Standing, now: Date): Step & { endAtStripe: boolean } {
  if (standing.state === 'grace' && standing.graceEndsAt) {
    if (now >= standing.graceEndsAt) return { ...suspended(standing, now), endAtStripe: false }
    const due = nextGraceMail(standing)
    if (due && now >= due) {
      return {
        standing: { ...standing, graceMails: standing.graceMails + 1 },
        mails: [{ template: 'grace_reminder', until: standing.graceEndsAt }],
        endAtStripe: false,
      }
    }
  }
  if (standing.state === 'suspended' && standing.suspendedAt && now >= endOfSuspension(standing.suspendedAt))
    return { ...cancelled(standing, now), endAtStripe: true }
  return { standing, mails: [], endAtStripe: false }
}

function suspended(standing: Standing, now: Date): Step {
  return {
    standing: { ...standing, state: 'suspended', graceEndsAt: null, graceMails: 0, suspendedAt: now },
    mails: [{ template: 'suspended', until: endOfSuspension(now) }],
  }
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
    case 'active': {
      if (!present || !standing.periodEndsAt) return null
      const after = standing.periodEndsAt.getTime() + ASK_AFTER_MS
      return new Date(Math.max(after, now.getTime() + ASK_AFTER_MS))
    }
    case 'cancelled':
      return null
  }
}
