import { mailOwners } from '../accounts/index.ts'
import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { readAccount } from './account.repo.ts'
import type { PresentCharge } from './payments.port.ts'
import { askedAndNotRepaid, markRepaidUpTo } from './repayment.repo.ts'
import { knownReversals, putReversal } from './reversal.repo.ts'
import { gone, type ReversalNews, reversalNews } from './reversal.ts'

/**
 * Keeps and tells what happened to a charge's money outside of the product. The subscription itself follows what Stripe
 * says of it: neither a refund nor a dispute ends one. Safe to repeat.
 * @returns what was new
 */
export function noteReversals(
  db: Database,
  tenantId: string,
  charge: PresentCharge,
): Promise<ReversalNews[]> {
  return db.tenant(tenantId, async (tx) => {
    const { row } = await readAccount(tx)
    const ids = [...charge.refunds, ...charge.disputes].map(({ id }) => id)
    // Of a deleted company nothing is kept and nobody is left to be told; ops hear of it all the same.
    if (!row) return reversalNews(new Map(), charge)
    const fresh: ReversalNews[] = []
    for (const news of reversalNews(await knownReversals(tx, ids), charge)) {
      if (!(await putReversal(tx, news, charge.invoice))) continue
      fresh.push(news)
      const { id, cents, mail } = news
      if (mail) await mailOwners(tx, { key: `${mail}:${id}`, template: mail, facts: { cents, reversal: id } })
    }
    await settleRepayment(tx, charge)
    return fresh
  })
}

/** What was to be given back by a click may have gone back by hand, or hang on a dispute that is decided now. */
async function settleRepayment(tx: TenantTx, charge: PresentCharge): Promise<void> {
  const { invoice, disputes } = charge
  if (!invoice) return
  await markRepaidUpTo(tx, invoice, gone(charge))
  if (!disputes.some(({ state }) => state === 'won')) return
  const asked = await askedAndNotRepaid(tx, invoice)
  if (asked)
    await tx.enqueue(
      'repay',
      { account: tx.tenantId, invoice, cents: asked.cents },
      { key: `repay:${invoice}` },
    )
}
