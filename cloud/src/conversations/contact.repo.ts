import type { TenantTx } from '../platform/database.ts'
import { uuidv7 } from '../platform/uuid.ts'
import type { Peer } from '../whatsapp/index.ts'

export type KnownContact = { contactId: string; identities: string[] }

/** The contacts a peer's names lead to: none, one, or two that turn out to be one person. */
async function knownContacts(tx: TenantTx, identities: string[]): Promise<KnownContact[]> {
  const rows = await tx.query<{ contact_id: string; identity: string }>(
    'select contact_id, identity from contact_identity where tenant_id = $1 and identity = any ($2) order by contact_id',
    [tx.tenantId, identities],
  )
  const byContact = new Map<string, string[]>()
  for (const row of rows)
    byContact.set(row.contact_id, [...(byContact.get(row.contact_id) ?? []), row.identity])
  return [...byContact].map(([contactId, known]) => ({ contactId, identities: known }))
}

/**
 * Finds or makes the contact of a peer.
 * @returns the contact's ids, oldest first: more than one means that they must be merged
 */
export async function contactsOf(tx: TenantTx, peer: Peer): Promise<string[]> {
  let known = await knownContacts(tx, peer.identities)
  const named = known.flatMap((contact) => contact.identities).length
  if (named < peer.identities.length) {
    // Only here may two events make the same person: one waits for the other, then looks again.
    for (const identity of [...peer.identities].sort()) {
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 7332))', [
        `${tx.tenantId}/${identity}`,
      ])
    }
    known = await knownContacts(tx, peer.identities)
    if (known.length === 0) known = [await makeContact(tx, peer)]
    await nameContact(tx, known[0]!.contactId, peer.identities)
  }
  return known.map((contact) => contact.contactId)
}

async function makeContact(tx: TenantTx, peer: Peer): Promise<KnownContact> {
  const contactId = uuidv7(tx.now.getTime())
  await tx.query(
    'insert into contact (tenant_id, id, name, phone, last_jid, created_at) values ($1, $2, $3, $4, $5, $6)',
    [tx.tenantId, contactId, peer.name, peer.phone, peer.jid, tx.now],
  )
  return { contactId, identities: [] }
}

async function nameContact(tx: TenantTx, contactId: string, identities: string[]): Promise<void> {
  await tx.query(
    `insert into contact_identity (tenant_id, identity, contact_id)
     select $1, name, $3 from unnest($2::text[]) as name on conflict (tenant_id, identity) do nothing`,
    [tx.tenantId, identities, contactId],
  )
}

/** Keeps what the newest event tells: the address to send to, the name shown, a phone learnt late. */
export async function refreshContact(
  tx: TenantTx,
  contactId: string,
  peer: Peer,
  fromContact: boolean,
): Promise<void> {
  await tx.query(
    `update contact set last_jid = case when $6 then $3 else last_jid end, phone = coalesce($4, phone),
       name = case when $6 then coalesce($5, name) else name end
     where tenant_id = $1 and id = $2
       and (phone is distinct from coalesce($4, phone) or ($6 and (last_jid <> $3 or name is distinct from coalesce($5, name))))`,
    [tx.tenantId, contactId, peer.jid, peer.phone, peer.name, fromContact],
  )
}
