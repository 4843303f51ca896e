import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'

/** The tenant and row of a mailed link, or null. */
export async function resetByHash(
  db: Database,
  hash: Buffer,
): Promise<{ tenantId: string; resetId: string } | null> {
  const [row] = await db.lookup<{ tenantId: string; resetId: string }>(
    'select tenant_id as "tenantId", reset_id as "resetId" from tenant_of_reset($1)',
    [hash],
  )
  return row ?? null
}

/**
 * Whether a link mailed to that member is good still, unless its mail failed. Locks the member, so that two requests at once
 * are one after the other.
 */
export async function hasOpenReset(tx: TenantTx, memberId: string): Promise<boolean> {
  await tx.lock(`member:${memberId}`, 'select from member where tenant_id = $1 and id = $2', [
    tx.tenantId,
    memberId,
  ])
  const rows = await tx.query(
    `select from password_reset r
     left join mail m on m.tenant_id = r.tenant_id and m.key = 'password_reset:' || r.id
     where r.tenant_id = $1 and r.member_id = $2 and r.used_at is null and r.expires_at > $3
       and coalesce(m.status not in ('failed', 'obsolete'), true) limit 1`,
    [tx.tenantId, memberId, tx.now],
  )
  return rows.length > 0
}

export async function insertReset(
  tx: TenantTx,
  reset: { id: string; memberId: string; expiresAt: Date },
): Promise<void> {
  await tx.query(
    'insert into password_reset (tenant_id, id, member_id, created_at, expires_at) values ($1, $2, $3, $4, $5)',
    [tx.tenantId, reset.id, reset.memberId, tx.now, reset.expiresAt],
  )
}

/** Gives the link a new token; false when it was used or its time is over. */
export async function putResetToken(tx: TenantTx, id: string, hash: Buffer): Promise<boolean> {
  const rows = await tx.query(
    `update password_reset set token_hash = $3
     where tenant_id = $1 and id = $2 and used_at is null and expires_at > $4 returning id`,
    [tx.tenantId, id, hash, tx.now],
  )
  return rows.length > 0
}

/** Uses the link up. Answers the member, or null when it is worth nothing. */
export async function useReset(tx: TenantTx, id: string, hash: Buffer): Promise<string | null> {
  const [row] = await tx.query<{ member_id: string }>(
    `update password_reset r set used_at = $4 from member m
     where r.tenant_id = $1 and r.id = $2 and r.token_hash = $3 and r.used_at is null and r.expires_at > $4
       and m.tenant_id = r.tenant_id and m.id = r.member_id and m.removed_at is null
     returning r.member_id`,
    [tx.tenantId, id, hash, tx.now],
  )
  return row?.member_id ?? null
}
