import type { TenantTx } from '../platform/database.ts'
import type { Subscription } from './entitlement.ts'

/** The tenant's subscription, or null when it never had one. */
export async function readSubscription(tx: TenantTx): Promise<Subscription | null> {
  const [row] = await tx.query<Subscription>(
    'select state, period_ends_at as "periodEndsAt" from subscription where tenant_id = $1',
    [tx.tenantId],
  )
  return row ?? null
}
