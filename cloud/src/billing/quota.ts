import { planOf, QUOTA_WARNING } from '@plantao/shared/billing'
import { ownersOf } from '../accounts/index.ts'
import { queueMail } from '../mail/index.ts'
import type { TenantTx } from '../platform/database.ts'
import { addAnswer, markWarned, subscriptionRow } from './subscription.repo.ts'

/**
 * Counts one answer of the AI, in the transaction that gives it. At 80 % of the month's answers every owner is mailed,
 * once a month.
 * @param limit answers the plan includes
 */
export async function countAnswer(tx: TenantTx, limit: number): Promise<void> {
  const { answers, month, warned } = await addAnswer(tx)
  if (warned || answers < limit * QUOTA_WARNING) return
  const row = await subscriptionRow(tx)
  await markWarned(tx, month)
  for (const owner of await ownersOf(tx)) {
    await queueMail(tx, {
      key: `quota_warning:${month}:${owner.id}`,
      template: 'quota_warning',
      to: owner.email,
      language: owner.language,
      facts: { company: row!.companyName, answers, limit },
    })
  }
}

/** People with the role `attendant` that the tenant's plan has room for. */
export async function attendantsLimit(tx: TenantTx): Promise<number> {
  const row = await subscriptionRow(tx)
  return row ? planOf(row.plan).attendants : 0
}
