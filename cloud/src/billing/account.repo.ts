import { deletedAt } from '../accounts/index.ts'
import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Account } from './decide.ts'
import { type SubscriptionRow, subscriptionRow } from './subscription.repo.ts'

/** A company as billing sees it, and what it is known by at Stripe. */
export type Known = {
  account: Account
  /** Null unless the account is open. */
  row: SubscriptionRow | null
  customers: string[]
  /** Changes with everything that a reading of Stripe could be overtaken by. */
  revision: string
}

/** Reads the company. `lock` keeps every other change waiting. */
export async function readAccount(tx: TenantTx, lock = false): Promise<Known> {
  const row = await subscriptionRow(tx, lock)
  const links = await tx.query<{ stripe_id: string; kind: string }>(
    'select stripe_id, kind from billing_link where account = $1 order by linked_at, stripe_id',
    [tx.tenantId],
  )
  const of = (kind: string) => links.filter((link) => link.kind === kind).map((link) => link.stripe_id)
  const served = new Set(of('subscription'))
  const gone = await deletedAt(tx)
  const account: Account = gone
    ? { is: 'deleted', at: gone, served }
    : row
      ? { is: 'open', standing: row, linked: row.stripeSubscription, served }
      : { is: 'none' }
  return {
    account,
    row,
    customers: of('customer'),
    revision: `${account.is} ${row?.revision ?? 0} ${links.length}`,
  }
}

/** Whose a subscription or a customer at Stripe is; deleted companies are remembered. */
export async function tenantOfStripe(
  db: Database,
  subscription: string | null,
  customer: string | null,
): Promise<string | null> {
  const [row] = await db.lookup<{ id: string | null }>('select tenant_of_stripe($1, $2) as id', [
    subscription,
    customer,
  ])
  return row?.id ?? null
}

/** Remembers whose a customer at Stripe is. An id keeps the company it was first linked to. */
export function rememberCustomer(tx: TenantTx, customer: string): Promise<void> {
  return remember(tx, customer, 'customer')
}

/** Remembers that a subscription serves the company, and its customer with it. */
export async function rememberServed(
  tx: TenantTx,
  { customer, id }: { customer: string; id: string },
): Promise<void> {
  await remember(tx, customer, 'customer')
  await remember(tx, id, 'subscription')
}

async function remember(tx: TenantTx, id: string, kind: 'customer' | 'subscription'): Promise<void> {
  await tx.query(
    'insert into billing_link (stripe_id, kind, account, linked_at) values ($1, $2, $3, $4) on conflict do nothing',
    [id, kind, tx.tenantId, tx.now],
  )
}
