import type { TenantTx } from '../platform/tenant-tx.ts'

type Named = { id: string; name: string | null; question: string | null }

/** Whose each of these conversations is, and what they wait for a person with. */
export function readNamed(tx: TenantTx, conversationIds: string[]): Promise<Named[]> {
  return tx.query<Named>(
    `select v.id, c.name, v.handoff_question as question
     from conversation v join contact c on c.tenant_id = v.tenant_id and c.id = v.contact_id
     where v.tenant_id = $1 and v.id = any ($2)`,
    [tx.tenantId, conversationIds],
  )
}
