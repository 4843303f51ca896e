import { decide } from '../../../../cloud/src/billing/decide.ts'
import { entitlement } from '../../../../cloud/src/billing/entitlement.ts'

/** The deciders of the product as they are; a mutant replaces one. */
export type Rules = {
  decide: typeof decide
  entitlement: typeof entitlement
  /** A reading of Stripe is thrown away when the row was changed since. */
  comparesRevision: boolean
}

export const RULES: Rules = { decide, entitlement, comparesRevision: true }

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
