import type { TenantTx } from '../platform/tenant-tx.ts'
import type { About } from '../whatsapp/index.ts'

/**
 * Whether a message of ours bears one of these ids of WhatsApp's.
 * @param sentTo names to whom a send of ours may be on its way, which will bear such an id; none: that does not count
 */
export async function isOurs(tx: TenantTx, waIds: string[], sentTo: string[]): Promise<boolean> {
  const [row] = await tx.query<{ known: boolean }>(
    `select exists (select from message where tenant_id = $1 and wa_id = any ($2)) or exists (
       select from contact_identity i
       join conversation v on v.tenant_id = i.tenant_id and v.contact_id = i.contact_id
       join outbound o on o.tenant_id = v.tenant_id and o.conversation_id = v.id
         and o.state in ('claimed', 'ambiguous', 'held')
       where i.tenant_id = $1 and i.identity = any ($3)) as known`,
    [tx.tenantId, waIds, sentTo],
  )
  return row?.known ?? false
}

/** Whether a message stands in a thread that is not being erased. */
export async function isKept(tx: TenantTx, messageId: string): Promise<boolean> {
  const kept = await tx.query(
    `select from message m join conversation v on v.tenant_id = m.tenant_id and v.id = m.conversation_id
     where m.tenant_id = $1 and m.id = $2 and not v.being_erased`,
    [tx.tenantId, messageId],
  )
  return kept.length > 0
}

/** Nothing of the event stays: not what came in, nor the tick that was put aside for its message. */
export async function forgetEvent(tx: TenantTx, rawEventId: number, { waIds }: About): Promise<void> {
  await tx.query('delete from raw_event where tenant_id = $1 and id = $2', [tx.tenantId, rawEventId])
  await tx.query('delete from early_ack where tenant_id = $1 and wa_id = any ($2)', [tx.tenantId, waIds])
}
