import { systemClock } from '../platform/clock.ts'
import { openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'

/** What is older was looked at, or will not be. */
const SHOWN_MS = 30 * 86_400_000
const MOST = 50

type Unknown = { id: string; type: string; subscription: string | null; customer: string | null; at: Date }
type Back = { id: string; kind: string; state: string; cents: number; changedAt: Date }

/**
 * `payments`: events of somebody we do not know, and money that went back outside of the product, of thirty days. Ids of
 * Stripe's, to be looked up there.
 */
export async function payments(databaseUrl: string, say: (line: string) => void): Promise<number> {
  const db = openDatabase({ url: roleUrl(databaseUrl, 'plantao_app'), clock: systemClock })
  try {
    const since = new Date(systemClock.now().getTime() - SHOWN_MS)
    const unknown = await db.lookup<Unknown>(
      `select id, type, stripe_subscription as subscription, stripe_customer as customer, received_at as at
       from billing_event where outcome = 'unknown_customer' and received_at >= $1
       order by received_at desc, id limit ${MOST}`,
      [since],
    )
    for (const { id, type, subscription, customer, at } of unknown)
      say(`unknown  ${at.toISOString()}  ${type}  ${subscription ?? '-'}  ${customer ?? '-'}  ${id}`)
    const companies = await db.lookup<{ tenant_id: string }>(
      'select tenant_id from recent_reversals($1, $2)',
      [since, MOST],
    )
    for (const { tenant_id: tenantId } of companies) {
      const back = await db.tenant(tenantId, (tx) =>
        tx.query<Back>(
          `select id, kind, state, cents, changed_at as "changedAt" from reversal
           where tenant_id = $1 and changed_at >= $2 order by changed_at desc, id limit ${MOST}`,
          [tenantId, since],
        ),
      )
      for (const { id, kind, state, cents, changedAt } of back)
        say(
          `${kind.padEnd(7)}  ${changedAt.toISOString()}  ${state}  ${(cents / 100).toFixed(2)} BRL  ${id}  ${tenantId}`,
        )
    }
    if (unknown.length + companies.length === 0) say('Nothing in thirty days.')
    return 0
  } finally {
    await db.close()
  }
}
