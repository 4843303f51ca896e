import type { SubscriptionState } from '@plantao/shared/billing'
import type { Prepare } from '../mail/index.ts'
import type { Database } from '../platform/database.ts'
import { isOpen } from './repayment.repo.ts'
import { isContested } from './reversal.repo.ts'
import { subscriptionRow } from './subscription.repo.ts'

/** In which states each mail about the subscription is true. */
const TRUE_IN = {
  payment_failed: ['grace'],
  grace_reminder: ['grace'],
  suspended: ['suspended'],
  payment_recovered: ['active', 'trial'],
  payment_attached: ['active', 'trial'],
  cancelled: ['cancelled'],
} as const satisfies { [N in keyof Prepare]?: readonly SubscriptionState[] }

/**
 * Looks at the subscription when a mail about it leaves: what waited while the mail server was away may have been
 * overtaken, and then it is not sent. What is true now was queued by the change that made it so.
 */
export function subscriptionMails(db: Database): Prepare {
  const stands = (states: readonly SubscriptionState[]) => async (tenantId: string) => {
    const row = await db.tenant(tenantId, (tx) => subscriptionRow(tx))
    return row && states.includes(row.state) ? {} : null
  }
  const byState = Object.entries(TRUE_IN).map(([template, states]) => [template, stands(states)])
  return {
    ...(Object.fromEntries(byState) as Prepare),
    async second_payment(tenantId, { invoice }) {
      return (await db.tenant(tenantId, (tx) => isOpen(tx, String(invoice)))) ? {} : null
    },
    async dispute_opened(tenantId, { reversal }) {
      return (await db.tenant(tenantId, (tx) => isContested(tx, String(reversal)))) ? {} : null
    },
    async quota_warning(tenantId, { month }) {
      const row = await db.tenant(tenantId, (tx) => subscriptionRow(tx))
      return row && (month === undefined || row.month === month) ? {} : null
    },
  }
}
