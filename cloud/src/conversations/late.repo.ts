import type { TenantTx } from '../platform/tenant-tx.ts'

/** When a person last wrote to this customer, from a console or the phone. */
export async function personWroteAt(tx: TenantTx, conversationId: string): Promise<Date | null> {
  const [row] = await tx.query<{ at: Date }>(
    `select at from message where tenant_id = $1 and conversation_id = $2 and author in ('member', 'phone')
       and kind <> 'note' and status not in ('failed', 'cancelled') order by at desc limit 1`,
    [tx.tenantId, conversationId],
  )
  return row?.at ?? null
}

/** When the customer last asked anything: small talk of long ago asks nothing, and made no turn. */
export async function customerAskedAt(tx: TenantTx, conversationId: string): Promise<Date | null> {
  const [row] = await tx.query<{ at: Date }>(
    `select at from message where tenant_id = $1 and conversation_id = $2 and author = 'contact'
       and turn_revision is not null order by at desc, arrival desc limit 1`,
    [tx.tenantId, conversationId],
  )
  return row?.at ?? null
}

/** When history last came in, of whatever conversation, within the time before now. Milliseconds. */
export async function lastLateAt(tx: TenantTx, withinMs: number): Promise<Date | null> {
  const [row] = await tx.query<{ at: Date | null }>(
    'select max(created_at) as at from message where tenant_id = $1 and late and created_at > $2',
    [tx.tenantId, new Date(tx.now.getTime() - withinMs)],
  )
  return row?.at ?? null
}

/** Whether something that came in time waits for an answer in the open turn. */
export async function hasOpenInTime(
  tx: TenantTx,
  conversationId: string,
  answered: number,
): Promise<boolean> {
  const rows = await tx.query(
    `select from message where tenant_id = $1 and conversation_id = $2 and author = 'contact' and turn_revision > $3
       and not late limit 1`,
    [tx.tenantId, conversationId, answered],
  )
  return rows.length > 0
}
