import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Subject } from './subject.repo.ts'

/** Contacts under these names that were here at the instant, or have words of up to it. */
export async function contactsOfBefore(tx: TenantTx, names: string[], until: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select distinct c.id from contact_identity i join contact c on c.tenant_id = i.tenant_id and c.id = i.contact_id
     where i.tenant_id = $1 and i.identity = any ($2) and (c.created_at <= $3 or exists (
       select from conversation v join message m on m.tenant_id = v.tenant_id and m.conversation_id = v.id
       where v.tenant_id = $1 and v.contact_id = c.id and m.at <= $3)) order by c.id`,
    [tx.tenantId, names, until],
  )
  return rows.map((row) => row.id)
}

/** The names under which what comes in leads to these contacts. */
export async function livingNamesOf(tx: TenantTx, { contactIds }: Subject): Promise<string[]> {
  const rows = await tx.query<{ identity: string }>(
    `select identity from contact_identity where tenant_id = $1 and contact_id = any ($2) and identity not like 'erasing:%'`,
    [tx.tenantId, contactIds],
  )
  return rows.map((row) => row.identity)
}
