import type { PresentSubscription } from './payments.port.ts'

/** What a subscription is worth to the one who pays for it. */
export type Worth =
  /** Paid for, and renewed. */
  | 'runs'
  /** Paid for, and ends with the period it is in. */
  | 'ending'
  /** A charge failed, and Stripe still asks for it or has stopped asking. */
  | 'owes'
  /** Its first payment is on the way: a printed boleto, a Pix code. */
  | 'waits'
  | 'over'

/** What Stripe's status, end and period come to. Pure. */
export function worth({
  status,
  endsAt,
  startedAt,
  periodStartsAt,
  periodEndsAt,
  invoice,
}: Pick<
  PresentSubscription,
  'status' | 'endsAt' | 'startedAt' | 'periodStartsAt' | 'periodEndsAt' | 'invoice'
>): Worth {
  switch (status) {
    case 'active':
    case 'trialing':
      // Stripe calls it active while its first payment is on the way by a means that takes days.
      if (invoice?.status === 'open' && periodStartsAt && periodStartsAt <= startedAt) return 'waits'
      // An end that was asked for half a year ahead is renewed until then.
      return endsAt && (!periodEndsAt || endsAt <= periodEndsAt) ? 'ending' : 'runs'
    case 'past_due':
    case 'unpaid':
    case 'paused':
      return 'owes'
    case 'incomplete':
      return 'waits'
    case 'canceled':
    case 'incomplete_expired':
      return 'over'
  }
}

/**
 * The one of a company's subscriptions that it is served by: a renewed one before one that ends, both before one that
 * owes. Among equals the linked one stays; else the oldest that runs (the others were bought beside it), the one that
 * ends last, the newest that owes. Null when nothing is left but what is over or waits. Pure.
 */
export function choose(found: PresentSubscription[], linked: string | null): PresentSubscription | null {
  const of = (wanted: Worth) => found.filter((one) => worth(one) === wanted)
  const best = (
    rows: PresentSubscription[],
    before: (a: PresentSubscription, b: PresentSubscription) => number,
  ) => rows.find(({ id }) => id === linked) ?? rows.toSorted(before)[0]
  return (
    best(of('runs'), (a, b) => +a.startedAt - +b.startedAt || order(a.id, b.id)) ??
    best(of('ending'), (a, b) => +(b.endsAt ?? 0) - +(a.endsAt ?? 0) || order(a.id, b.id)) ??
    best(of('owes'), (a, b) => +b.startedAt - +a.startedAt || order(a.id, b.id)) ??
    null
  )
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
