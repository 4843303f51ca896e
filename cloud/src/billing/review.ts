import { mailOwners } from '../accounts/index.ts'
import { audit } from '../platform/audit.ts'
import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { type Known, readAccount, rememberServed } from './account.repo.ts'
import { type Decision, decide } from './decide.ts'
import type { Payments, PresentSubscription } from './payments.port.ts'
import { offerRepayment } from './repayment.repo.ts'
import type { StandingMail } from './standing.ts'
import { linkStripe, putStanding, type SubscriptionRow } from './subscription.repo.ts'

/** Readings of Stripe that were overtaken by another change before they could be applied. */
const MOST_READINGS = 5

type Deps = { db: Database; payments: Payments }

/**
 * Brings a company up to date with what Stripe says now and what time it is. Stripe is asked outside any transaction;
 * when somebody else changed the row meanwhile, the reading may be stale and is made again. Safe to repeat.
 * @param also a subscription that made us look, when it may not be linked yet
 * @returns a subscription that a company must be founded for, if there is one
 */
export async function review(
  { db, payments }: Deps,
  tenantId: string,
  also: string | null = null,
): Promise<PresentSubscription | null> {
  for (let reading = 1; reading <= MOST_READINGS; reading++) {
    const seen = await db.tenant(tenantId, (tx) => readAccount(tx))
    const found = await subscriptions(payments, seen, also)
    const settled = await db.tenant(tenantId, async (tx) => {
      const known = await readAccount(tx, true)
      if (known.revision !== seen.revision) return 'overtaken'
      const decision = decide(known.account, found, tx.now)
      await settle(tx, known.row, decision)
      return decision.found
    })
    if (settled !== 'overtaken') return settled
  }
  throw new Error('the subscription changed at every reading')
}

/** Which of a company's subscriptions Stripe must end, read now: between the decision and its job somebody may pay. */
export async function mustEnd(
  { db, payments }: Deps,
  tenantId: string,
  subscription: string,
): Promise<boolean> {
  const { account, found, now } = await db
    .tenant(tenantId, async (tx) => ({ seen: await readAccount(tx), now: tx.now }))
    .then(async ({ seen, now }) => ({
      account: seen.account,
      found: await subscriptions(payments, seen, subscription),
      now,
    }))
  return decide(account, found, now).end.includes(subscription)
}

/** Every subscription of the company's customers, and of the one that made us look. */
async function subscriptions(
  payments: Payments,
  { row, customers }: Known,
  also: string | null,
): Promise<PresentSubscription[]> {
  const found = new Map<string, PresentSubscription>()
  for (const customer of customers) {
    for (const one of await payments.subscriptionsOf(customer)) found.set(one.id, one)
  }
  for (const id of [row?.stripeSubscription, also]) {
    if (!id || found.has(id)) continue
    const one = await payments.subscription(id)
    if (one) found.set(id, one)
  }
  return [...found.values()]
}

/** Does what was decided, in one transaction. */
async function settle(tx: TenantTx, row: SubscriptionRow | null, decision: Decision): Promise<void> {
  const account = tx.tenantId
  for (const subscriptionId of decision.end)
    await tx.enqueue('end-subscription', { account, subscriptionId }, { key: `end:${subscriptionId}` })
  for (const repayment of decision.repay) {
    if (repayment.reason === 'deleted')
      await tx.enqueue(
        'repay',
        { account, invoice: repayment.invoice, cents: repayment.cents },
        { key: `repay:${repayment.invoice}` },
      )
    else if (row) await offerRepayment(tx, repayment)
  }
  const { standing, link } = decision
  if (!row || !standing) return
  if (link) {
    await rememberServed(tx, link)
    await linkStripe(tx, {
      customer: link.customer,
      subscription: link.id,
      plan: link.plan ?? link.order?.plan ?? row.plan,
    })
    await audit(tx, link.order?.member ?? null, 'subscription.attached')
  }
  const plan = decision.serving?.plan ?? row.plan
  await putStanding(tx, standing, { plan, reviewAt: decision.reviewAt })
  if (standing.state !== row.state) await audit(tx, null, `subscription.${standing.state}`)
  await tell(tx, row, decision.mails)
}

/** Mails to every owner, in the transaction that makes them true. The change that caused one names it: its revision. */
async function tell(tx: TenantTx, { revision }: SubscriptionRow, mails: StandingMail[]): Promise<void> {
  for (const mail of mails) {
    const facts: Record<string, string> = 'until' in mail ? { until: mail.until.toISOString() } : {}
    await mailOwners(tx, { key: `${mail.template}:${revision}`, template: mail.template, facts })
  }
}
