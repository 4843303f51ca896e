import { choose, worth } from './choose.ts'
import type { PresentSubscription } from './payments.port.ts'
import { isGivenUp, next, type Standing, type StandingMail } from './standing.ts'

/** What we know of the company that the money is for. */
export type Account =
  /** No company of that id was ever founded. */
  | { is: 'none' }
  /** It was deleted: nothing brings it back, and nobody pays for it. */
  | { is: 'deleted'; at: Date; served: ReadonlySet<string> }
  | {
      is: 'open'
      standing: Standing
      /** The subscription it is served by. */
      linked: string | null
      /** Every subscription it was ever served by. */
      served: ReadonlySet<string>
    }

/** Money that bought nothing: given back by a click of an owner, or by itself where nobody is left to click. */
export type Repayment = {
  subscription: string
  invoice: string
  cents: number
  /** `second`: bought beside one that served. `overlap`: what was left of the one before. `deleted`: nobody is here. */
  reason: 'second' | 'overlap' | 'deleted'
}

export type Decision = {
  /** Found a company for it: the account is none, and this one is paid for. */
  found: PresentSubscription | null
  /** Serve from this one now; null: the link stays as it is. */
  link: PresentSubscription | null
  /** Subscriptions that Stripe must end, their open invoices with them, so that nobody is charged for nothing. */
  end: string[]
  /** Told to the owners with the means to take it back, once for an invoice. */
  repay: Repayment[]
  /** The one it is served by after that, as Stripe has it; null when Stripe knows none. */
  serving: PresentSubscription | null
  /** Null where there is no company whose standing could change. */
  standing: Standing | null
  mails: StandingMail[]
  reviewAt: Date | null
}

const NOTHING: Decision = {
  found: null,
  link: null,
  end: [],
  repay: [],
  serving: null,
  standing: null,
  mails: [],
  reviewAt: null,
}

/**
 * The whole mind of billing: what becomes of a company, given what Stripe says at this instant and what time it is. The
 * order, the number and the age of the events that made us look do not matter, and fed the same twice it changes
 * nothing. News of something finished never creates anything. Pure.
 * @param found every subscription of the company's customers at Stripe, and of the order that made us look
 */
export function decide(account: Account, found: PresentSubscription[], now: Date): Decision {
  switch (account.is) {
    case 'none':
      return { ...NOTHING, found: foundable(found) }
    case 'deleted':
      return forDeleted(account, found)
    case 'open':
      return forOpen(account, found, now)
  }
}

function foundable(found: PresentSubscription[]): PresentSubscription | null {
  const best = choose(found, null)
  return best && worth(best) !== 'owes' ? best : null
}

/** Ends what still charges, and gives back by itself what nobody is left to ask for. */
function forDeleted({ at, served }: Account & { is: 'deleted' }, found: PresentSubscription[]): Decision {
  const after = found.filter(
    ({ id, periodStartsAt }) => !served.has(id) || (periodStartsAt !== null && periodStartsAt >= at),
  )
  return {
    ...NOTHING,
    end: found.filter((one) => worth(one) !== 'over' || isStillAsked(one)).map(({ id }) => id),
    repay: after.flatMap((one) => repayment(one, 'deleted', 1)),
  }
}

function forOpen(
  { standing, linked, served }: Account & { is: 'open' },
  found: PresentSubscription[],
  now: Date,
): Decision {
  const best = choose(found, linked)
  const serving = best ?? found.find(({ id }) => id === linked) ?? null
  const changes = best !== null && best.id !== linked
  const stepped = next(standing, serving, now)
  const gaveUp = isGivenUp(stepped.standing) && serving !== null && worth(serving) === 'owes'
  const others = found.filter((one) => one !== serving)
  return {
    found: null,
    link: changes ? best : null,
    end: [
      ...(gaveUp ? [serving.id] : []),
      ...found.filter(isStillAsked).map(({ id }) => id),
      ...(best ? others.filter((one) => endsBeside(one, best)).map(({ id }) => id) : []),
    ],
    repay: best && worth(best) !== 'owes' ? others.flatMap((one) => unserved(one, best, served)) : [],
    serving,
    standing: stepped.standing,
    mails: [
      ...stepped.mails,
      ...(changes && linked !== null && stepped.mails.length === 0 ? attached(standing) : []),
    ],
    reviewAt: stepped.reviewAt,
  }
}

/** It has ended with a debt that can still be paid, by a link in Stripe's own mails: paid now, it would serve nobody. */
function isStillAsked(one: PresentSubscription): boolean {
  return worth(one) === 'over' && one.invoice?.status === 'open'
}

/** One that goes on charging beside the one that serves. What ends by itself is left to: it was paid for. */
function endsBeside(one: PresentSubscription, best: PresentSubscription): boolean {
  if (worth(best) === 'ending') return false
  return worth(one) === 'runs' || worth(one) === 'owes'
}

function attached({ state }: Standing): StandingMail[] {
  return state === 'cancelled' ? [{ template: 'payment_attached' }] : []
}

/** What was paid for time that another subscription served. */
function unserved(
  one: PresentSubscription,
  best: PresentSubscription,
  served: ReadonlySet<string>,
): Repayment[] {
  if (!served.has(one.id)) return repayment(one, 'second', 1)
  const [from, to] = [one.periodStartsAt, one.periodEndsAt]
  if (!from || !to || worth(one) !== 'ending') return []
  const left = (+to - Math.max(+from, +best.startedAt)) / (+to - +from)
  return repayment(one, 'overlap', Math.min(1, Math.max(0, left)))
}

function repayment(one: PresentSubscription, reason: Repayment['reason'], share: number): Repayment[] {
  const { invoice } = one
  if (invoice?.status !== 'paid') return []
  // What went back already, by hand or by a bank, is not offered again.
  const cents = Math.round(invoice.paidCents * share) - invoice.refundedCents
  return cents > 0 ? [{ subscription: one.id, invoice: invoice.id, cents, reason }] : []
}
