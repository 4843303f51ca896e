import { type Founding, foundTenant } from '../accounts/index.ts'
import { queueMail } from '../mail/index.ts'
import type { Database } from '../platform/database.ts'
import { rememberServed } from './account.repo.ts'
import { takeForFounding } from './held-payment.repo.ts'
import type { Order, PresentSubscription } from './payments.port.ts'
import { linkStripe } from './subscription.repo.ts'
import { rememberTrial } from './trial.repo.ts'

/** The payment was held, and its mailbox decided otherwise. */
class SettledOtherwise extends Error {}

/**
 * Founds the company that a settled payment is for; one that was held is settled by it in the same commit. Safe to repeat.
 * @returns `email_taken` when somebody signs in with that e-mail already, `settled` when the payment was held and decided
 * upon; nothing changed then
 */
export async function openAccount(
  { db, key }: { db: Database; key: Uint8Array },
  order: Order,
  present: PresentSubscription,
): Promise<'open' | 'email_taken' | 'settled'> {
  try {
    const outcome = await foundTenant(db, founding(key, order, present))
    return outcome === 'email_taken' ? 'email_taken' : 'open'
  } catch (error) {
    if (error instanceof SettledOtherwise) return 'settled'
    throw error
  }
}

function founding(key: Uint8Array, order: Order, present: PresentSubscription): Founding {
  return {
    tenantId: order.tenantId,
    name: order.name,
    owner: { email: order.email, name: order.name, phone: order.phone, language: order.language },
    subscription: {
      state: present.status === 'trialing' ? 'trial' : 'active',
      periodEndsAt: present.periodEndsAt,
    },
    async alongside(tx, memberId) {
      if (!(await takeForFounding(tx))) throw new SettledOtherwise('a held payment that was decided upon')
      await rememberServed(tx, present)
      if (present.status === 'trialing') await rememberTrial(tx, key, order.email)
      await linkStripe(tx, { customer: present.customer, subscription: present.id, plan: order.plan })
      await queueMail(tx, {
        key: 'welcome',
        template: 'welcome',
        to: order.email,
        language: order.language,
        facts: { memberId, name: order.name, company: order.name, email: order.email },
      })
    },
  }
}
