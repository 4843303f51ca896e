import { systemClock } from '../platform/clock.ts'
import { roleUrl } from '../platform/roles.ts'
import { withClient } from './with-client.ts'

/** What is older was looked at, or will not be. */
const SHOWN_MS = 30 * 86_400_000
const MOST = 50

type Unknown = { id: string; type: string; subscription: string | null; customer: string | null; at: Date }
type Back = { tenant_id: string; id: string; kind: string; state: string; cents: number; changed_at: Date }

/**
 * `payments`: events of somebody we do not know, and money that went back outside of the product, of thirty days. Ids of
 * Stripe's, to be looked up there.
 */
export function payments(databaseUrl: string, say: (line: string) => void): Promise<number> {
  return withClient(roleUrl(databaseUrl, 'plantao_app'), async (client) => {
    const since = new Date(systemClock.now().getTime() - SHOWN_MS)
    const { rows: unknown } = await client.query<Unknown>(
      `select id, type, stripe_subscription as subscription, stripe_customer as customer, received_at as at
       from billing_event where outcome = 'unknown_customer' and received_at >= $1
       order by received_at desc, id limit ${MOST}`,
      [since],
    )
    const { rows: back } = await client.query<Back>('select * from recent_reversals($1, $2)', [since, MOST])
    for (const { id, type, subscription, customer, at } of unknown)
      say(`unknown  ${at.toISOString()}  ${type}  ${subscription ?? '-'}  ${customer ?? '-'}  ${id}`)
    for (const { tenant_id, id, kind, state, cents, changed_at } of back)
      say(
        `${kind.padEnd(7)}  ${changed_at.toISOString()}  ${state}  ${(cents / 100).toFixed(2)} BRL  ${id}  ${tenant_id}`,
      )
    if (unknown.length + back.length === 0) say('Nothing in thirty days.')
    return 0
  })
}
