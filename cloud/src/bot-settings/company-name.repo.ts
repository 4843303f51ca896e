import type { TenantTx } from '../platform/tenant-tx.ts'

/** What the company is called, as the bot says it. */
export async function tenantName(tx: TenantTx): Promise<string> {
  const [tenant] = await tx.query<{ name: string }>('select name from tenant where tenant_id = $1', [
    tx.tenantId,
  ])
  return tenant!.name
}
