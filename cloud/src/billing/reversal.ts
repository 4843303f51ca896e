import type { PresentCharge } from './payments.port.ts'

/** Where money that left us stands. `refunded` and the two ends of a dispute do not change any more. */
export type ReversalState = 'refunded' | 'open' | 'won' | 'lost'

/** Money that went back outside of the product: a refund by hand at Stripe, or a charge contested at a bank. */
export type Reversal = {
  /** Of the refund or the dispute at Stripe. */
  id: string
  kind: 'refund' | 'dispute'
  state: ReversalState
  cents: number
}

type ReversalMail = 'refund_made' | 'dispute_opened' | 'dispute_won' | 'dispute_lost'

/** Something that is not known yet, and what the owners are told of it. */
export type ReversalNews = Reversal & { mail: ReversalMail | null }

/**
 * What is new of a charge's money. Fed the same twice it finds nothing; a reading that was overtaken cannot open again what
 * was decided. What the product gave back by itself is no news. Pure.
 * @param known by the id of refund or dispute
 */
export function reversalNews(
  known: ReadonlyMap<string, ReversalState>,
  { refunds, disputes }: Pick<PresentCharge, 'refunds' | 'disputes'>,
): ReversalNews[] {
  const given = refunds
    .filter(({ id, ours }) => !ours && !known.has(id))
    .map(({ id, cents }) => ({
      ...({ id, kind: 'refund', state: 'refunded', cents } as const),
      mail: 'refund_made' as const,
    }))
  const contested = disputes
    .filter(({ id, state }) => state !== known.get(id) && (known.get(id) ?? 'open') === 'open')
    .map(({ id, cents, state }) => ({
      ...({ id, kind: 'dispute', state, cents } as const),
      // Who never heard of it need not hear that it came to nothing.
      mail: state === 'won' && !known.has(id) ? null : MAIL_OF[state],
    }))
  return [...given, ...contested]
}

const MAIL_OF = { open: 'dispute_opened', won: 'dispute_won', lost: 'dispute_lost' } as const

/** What is gone of a charge for good: given back by whomever, or kept by a bank. Cents. Pure. */
export function gone({ cents, refunds, disputes }: PresentCharge): number {
  if (disputes.some(({ state }) => state === 'lost')) return cents
  return refunds.reduce((sum, one) => sum + one.cents, 0)
}
