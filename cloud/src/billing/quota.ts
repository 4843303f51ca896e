import { planOf, QUOTA_WARNING } from '@plantao/shared/billing'
import { mailOwners } from '../accounts/index.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Subscription } from './entitlement.ts'
import { addAnswer, addAnswerUnread, markWarned, subscriptionRow } from './subscription.repo.ts'

/**
 * Counts one answer of the AI, in the transaction that gives it. At 80 % of the month's answers every owner is mailed,
 * once a month.
 * @param known the subscription as the turn saw it; others may have counted since, so the warning may come an answer late
 */
export async function countAnswer(
  tx: TenantTx,
  known: Pick<Subscription, 'answers' | 'answersLimit'>,
): Promise<void> {
  const limit = known.answersLimit
  if (known.answers + 1 < limit * QUOTA_WARNING) return addAnswerUnread(tx)
  const { answers, month, warned } = await addAnswer(tx)
  if (warned || answers < limit * QUOTA_WARNING) return
  await markWarned(tx, month)
  const facts = { answers, limit, month }
  await mailOwners(tx, { key: `quota_warning:${month}`, template: 'quota_warning', facts })
}

/** People with the role `attendant` that the tenant's plan has room for. */
export async function attendantsLimit(tx: TenantTx): Promise<number> {
  const row = await subscriptionRow(tx)
  return row ? planOf(row.plan).attendants : 0
}
