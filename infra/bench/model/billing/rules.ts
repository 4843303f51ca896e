import { decide } from '../../../../cloud/src/billing/decide.ts'
import { entitlement } from '../../../../cloud/src/billing/entitlement.ts'
import { reversalNews } from '../../../../cloud/src/billing/reversal.ts'

/** The deciders of the product as they are; a mutant replaces one. */
export type Rules = {
  decide: typeof decide
  entitlement: typeof entitlement
  reversalNews: typeof reversalNews
  /** A reading of Stripe is thrown away when the row was changed since. */
  comparesRevision: boolean
}

export const RULES: Rules = { decide, entitlement, reversalNews, comparesRevision: true }

/** What each mutant breaks, around the product's own decider; a model that lets one pass proves nothing. */
export const MUTANTS: Record<string, Partial<Rules>> = {
  'something finished founds a company': {
    decide: (account, found, now) => {
      const decision = decide(account, found, now)
      return account.is === 'none' && found[0] ? { ...decision, found: decision.found ?? found[0] } : decision
    },
  },
  'a deleted company is looked at as one that never was': {
    decide: (account, found, now) => decide(account.is === 'deleted' ? { is: 'none' } : account, found, now),
  },
  'a subscription that owes counts as running': {
    decide: (account, found, now) => {
      const decision = decide(account, found, now)
      if (account.is !== 'open' || !decision.link) return decision
      const owing = found.find(({ id, status }) => id === account.linked && status === 'past_due')
      return owing
        ? { ...decision, link: null, standing: account.standing, end: [decision.link.id] }
        : decision
    },
  },
  'a second subscription goes on charging': {
    decide: (account, found, now) => {
      const decision = decide(account, found, now)
      return account.is === 'open' ? { ...decision, end: [] } : decision
    },
  },
  'a second payment is told to nobody': {
    decide: (account, found, now) => ({ ...decide(account, found, now), repay: [] }),
  },
  'an end half a year away is an end now': {
    decide: (account, found, now) =>
      decide(
        account,
        found.map((one) =>
          one.endsAt && one.status === 'active' ? { ...one, endsAt: one.periodEndsAt } : one,
        ),
        now,
      ),
  },
  'a cancellation swallows a failed charge': {
    decide: (account, found, now) => {
      const decision = decide(account, found, now)
      if (account.is !== 'open' || account.standing.state !== 'cancelled') return decision
      return decision.standing?.state === 'grace'
        ? { ...decision, standing: account.standing, mails: [] }
        : decision
    },
  },
  'one that was given up is not ended at Stripe': {
    decide: (account, found, now) => {
      const decision = decide(account, found, now)
      return decision.standing?.state === 'cancelled' ? { ...decision, end: [] } : decision
    },
  },
  'a reading that was overtaken is applied': { comparesRevision: false },
  'what a bank or a hand gave back is offered once more': {
    decide: (account, found, now) =>
      decide(
        account,
        found.map((one) => ({ ...one, invoice: one.invoice && { ...one.invoice, refundedCents: 0 } })),
        now,
      ),
  },
  'a refund by hand is told to nobody': {
    reversalNews: (known, charge) => reversalNews(known, { ...charge, refunds: [] }),
  },
  'what the product gave back is told as done by hand': {
    reversalNews: (known, charge) =>
      reversalNews(known, { ...charge, refunds: charge.refunds.map((one) => ({ ...one, ours: false })) }),
  },
  'a dispute is heard of once, and never how it ended': {
    reversalNews: (known, charge) =>
      reversalNews(known, charge).filter(({ id, kind }) => kind === 'refund' || !known.has(id)),
  },
  'an old reading opens a dispute again that was decided': {
    reversalNews: (known, charge) => [
      ...reversalNews(known, charge),
      ...charge.disputes
        .filter(({ id, state }) => state === 'open' && !['open', undefined].includes(known.get(id)))
        .map((one) => ({ ...one, kind: 'dispute' as const, mail: 'dispute_opened' as const })),
    ],
  },
  'a payment that is on its way is served': {
    decide: (account, found, now) =>
      decide(
        account,
        found.map((one) =>
          one.status === 'active' && one.invoice?.status === 'open'
            ? { ...one, invoice: { ...one.invoice, status: 'paid' as const, paidCents: 9_700 } }
            : one,
        ),
        now,
      ),
  },
  'grace has no end': {
    decide: (account, found, now) =>
      decide(
        account.is === 'open' && account.standing.graceEndsAt
          ? { ...account, standing: { ...account.standing, graceEndsAt: new Date(+now + 86_400_000) } }
          : account,
        found,
        now,
      ),
  },
  'what is suspended is served': {
    entitlement: (subscription, now) =>
      entitlement(
        subscription?.state === 'suspended' ? { ...subscription, state: 'active' } : subscription,
        now,
      ),
  },
}
