import type { TenantTx } from './tenant-tx.ts'
import { uuidv7 } from './uuid.ts'

/** A line of the audit log: which member did what to what. `act` is a dotted word, `subject` an id, never text. */
export async function audit(
  tx: TenantTx,
  memberId: string | null,
  act: string,
  subject?: string,
): Promise<void> {
  await tx.query(
    'insert into audit_log (tenant_id, id, member_id, act, subject, at) values ($1, $2, $3, $4, $5, $6)',
    [tx.tenantId, uuidv7(tx.now.getTime()), memberId, act, subject ?? null, tx.now],
  )
}
