import type { TenantTx } from '../platform/tenant-tx.ts'

/**
 * Ends every link that is open in a member's name: theirs for a new password, and the invitations they sent. Whoever knew the
 * old password, or read the mailbox, may have asked for them.
 */
export async function voidLinks(tx: TenantTx, memberId: string): Promise<void> {
  await tx.query(
    'update password_reset set used_at = $3 where tenant_id = $1 and member_id = $2 and used_at is null',
    [tx.tenantId, memberId, tx.now],
  )
  await voidInvitesBy(tx, memberId)
}

/** Ends the open invitations a member sent: they may no longer invite, or somebody else did in their name. */
export async function voidInvitesBy(tx: TenantTx, memberId: string): Promise<void> {
  await tx.query(
    `update invite set revoked_at = $3
     where tenant_id = $1 and invited_by = $2 and accepted_at is null and revoked_at is null`,
    [tx.tenantId, memberId, tx.now],
  )
}
