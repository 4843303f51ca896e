import { ownersOf } from '../accounts/index.ts'
import { queueMail } from '../mail/index.ts'
import { audit } from '../platform/audit.ts'
import type { Database, TenantTx } from '../platform/database.ts'
import type { Payments } from './payments.port.ts'
import { type Next, next, type StandingMail } from './standing.ts'
import { putStanding, type SubscriptionRow, subscriptionRow } from './subscription.repo.ts'

/** Readings of Stripe that were overtaken by another change before they could be applied. */
const MOST_READINGS = 5

type Deps = { db: Database; payments: Payments }

/**
 * Brings a tenant's subscription up to date with what Stripe says now and what time it is. Stripe is asked outside any
 * transaction; when somebody else changed the row meanwhile, the reading may be stale and is made again. Safe to repeat.
 */
export async function review({ db, payments }: Deps, tenantId: string): Promise<void> {
  for (let reading = 1; reading <= MOST_READINGS; reading++) {
    const seen = await db.tenant(tenantId, (tx) => subscriptionRow(tx))
    if (!seen) return
    const present = seen.stripeSubscription ? await payments.subscription(seen.stripeSubscription) : null
    const settled = await db.tenant(tenantId, async (tx) => {
      const row = await subscriptionRow(tx, true)
      if (!row || row.revision !== seen.revision) return row === null
      const { standing, plan, ...rest } = { ...next(row, present, tx.now), plan: present?.plan ?? row.plan }
      await putStanding(tx, standing, { plan, reviewAt: rest.reviewAt })
      if (standing.state !== row.state) await audit(tx, null, `subscription.${standing.state}`)
      await tell(tx, row, rest.mails)
      if (rest.endAtStripe && row.stripeSubscription)
        await tx.enqueue('end-subscription', { subscriptionId: row.stripeSubscription })
      return true
    })
    if (settled) return
  }
  throw new Error('the subscription changed at every reading')
}

/** Mails to every owner, in the transaction that makes them true. */
async function tell(tx: TenantTx, row: SubscriptionRow, mails: Next['mails']): Promise<void> {
  if (mails.length === 0) return
  for (const owner of await ownersOf(tx)) {
    for (const mail of mails) {
      await queueMail(tx, {
        key: keyOf(mail, row, owner.id),
        template: mail.template,
        to: owner.email,
        language: owner.language,
        facts: { company: row.companyName, ...('until' in mail ? { until: mail.until.toISOString() } : {}) },
      })
    }
  }
}

/** The change that caused it names the mail: the revision it was made at. */
function keyOf(mail: StandingMail, row: SubscriptionRow, ownerId: string): string {
  return `${mail.template}:${row.revision}:${ownerId}`
}
