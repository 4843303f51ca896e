import type { TenantTx } from '../platform/tenant-tx.ts'

/** Whether a member belongs to the team now. */
export async function isColleague(tx: TenantTx, memberId: string): Promise<boolean> {
  const rows = await tx.query(
    'select 1 from member where tenant_id = $1 and id = $2 and removed_at is null',
    [tx.tenantId, memberId],
  )
  return rows.length > 0
}

/** What a member is called, one who has left included; '' when there never was one. */
export async function colleagueName(tx: TenantTx, memberId: string): Promise<string> {
  const [member] = await tx.query<{ name: string }>(
    'select name from member where tenant_id = $1 and id = $2',
    [tx.tenantId, memberId],
  )
  return member?.name ?? ''
}
