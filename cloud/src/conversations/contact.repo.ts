import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Peer } from '../whatsapp/index.ts'

/** The contacts a peer's names lead to, oldest first. */
export async function contactsOf(tx: TenantTx, identities: string[]): Promise<string[]> {
  const rows = await tx.query<{ contact_id: string }>(
    'select distinct contact_id from contact_identity where tenant_id = $1 and identity = any ($2) order by contact_id',
    [tx.tenantId, identities],
  )
  return rows.map((row) => row.contact_id)
}

/** Whether any of these names leads to that contact; null when they lead to nobody known. */
export async function leadTo(tx: TenantTx, identities: string[], contactId: string): Promise<boolean | null> {
  const [row] = await tx.query<{ same: boolean | null }>(
    'select bool_or(contact_id = $3) as same from contact_identity where tenant_id = $1 and identity = any ($2)',
    [tx.tenantId, identities, contactId],
  )
  return row?.same ?? null
}

/** The names of a person. */
export async function identitiesOf(tx: TenantTx, contactId: string): Promise<string[]> {
  const rows = await tx.query<{ identity: string }>(
    'select identity from contact_identity where tenant_id = $1 and contact_id = $2 order by identity',
    [tx.tenantId, contactId],
  )
  return rows.map((row) => row.identity)
}

/** Keeps what the newest event tells: the address to send to, the name shown, a phone learnt late. */
export function refreshContact(tx: TenantTx, contactId: string, peer: Peer, fromContact: boolean): void {
  tx.write(
    `update contact set last_jid = case when $6 then $3 else last_jid end, phone = coalesce($4, phone),
       name = case when $6 then coalesce($5, name) else name end
     where tenant_id = $1 and id = $2
       and (phone is distinct from coalesce($4, phone) or ($6 and (last_jid <> $3 or name is distinct from coalesce($5, name))))`,
    [tx.tenantId, contactId, peer.jid, peer.phone, peer.name, fromContact],
  )
}
