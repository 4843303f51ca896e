import { withDatabase } from '../platform/with-database.ts'

/** An event of somebody we do not know, by Stripe's ids. */
export type Unknown = {
  id: string
  type: string
  subscription: string | null
  customer: string | null
  at: Date
}
/** Money that went back outside of the product. */
export type Back = {
  tenantId: string
  id: string
  kind: string
  state: string
  cents: number
  changedAt: Date
}

type Asked = {
  since: Date
  /** Of each kind, and of each company. */
  most: number
}

/** Payments that belong to nobody here, and money that went back, the newest first. */
export function readStrayPayments(
  databaseUrl: string,
  { since, most }: Asked,
): Promise<{ unknown: Unknown[]; back: Back[] }> {
  return withDatabase(databaseUrl, async (db) => {
    const unknown = await db.lookup<Unknown>(
      `select id, type, stripe_subscription as subscription, stripe_customer as customer, received_at as at
       from billing_event where outcome = 'unknown_customer' and received_at >= $1
       order by received_at desc, id limit $2`,
      [since, most],
    )
    const companies = await db.lookup<{ tenantId: string }>(
      'select tenant_id as "tenantId" from recent_reversals($1, $2)',
      [since, most],
    )
    const back: Back[] = []
    for (const { tenantId } of companies) {
      const rows = await db.tenant(tenantId, (tx) =>
        tx.query<Back>(
          `select tenant_id as "tenantId", id, kind, state, cents, changed_at as "changedAt" from reversal
           where tenant_id = $1 and changed_at >= $2 order by changed_at desc, id limit $3`,
          [tenantId, since, most],
        ),
      )
      back.push(...rows)
    }
    return { unknown, back }
  })
}
