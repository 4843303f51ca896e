import type { TenantTx } from '../platform/tenant-tx.ts'
import { sendTarget, type Target } from './outbound.repo.ts'

/** Older ones are read with the newest anyway, on the customer's phone. */
const MOST = 50

/** What a person has taken in, and where WhatsApp is told so. */
export type Read = { target: Target; waIds: string[] }

/** The customer's messages that WhatsApp was not yet told we have read, newest first; noted as told. */
export async function newlyRead(tx: TenantTx, conversationId: string): Promise<Read | null> {
  const rows = await tx.query<{ wa_id: string; arrival: number }>(
    `select m.wa_id, m.arrival from message m
     join conversation v on v.tenant_id = m.tenant_id and v.id = m.conversation_id
     where m.tenant_id = $1 and m.conversation_id = $2 and m.author = 'contact' and m.wa_id is not null
       and m.arrival > v.read_arrival order by m.at desc, m.arrival desc limit $3`,
    [tx.tenantId, conversationId, MOST],
  )
  const target = rows.length > 0 ? await sendTarget(tx, conversationId) : null
  if (!target) return null
  const upTo = Math.max(...rows.map(({ arrival }) => arrival))
  await tx.query('update conversation set read_arrival = $3 where tenant_id = $1 and id = $2', [
    tx.tenantId,
    conversationId,
    upTo,
  ])
  return { target, waIds: rows.map((row) => row.wa_id) }
}

/**
 * The thread has nothing that nobody has seen.
 * @param movedAt where it moves to in the list; it stays where it is unless told
 */
export function clearUnread(tx: TenantTx, conversationId: string, movedAt: Date | null = null): void {
  tx.write(
    'update conversation set unread = 0, updated_at = coalesce($3, updated_at) where tenant_id = $1 and id = $2',
    [tx.tenantId, conversationId, movedAt],
  )
}
