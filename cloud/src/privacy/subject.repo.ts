import type { TenantTx } from '../platform/tenant-tx.ts'
import { namedInJson, namesOfJid } from '../whatsapp/index.ts'

/** The person an export or an erasure is about, with everybody who turned out to be the same. */
export type Subject = {
  contactIds: string[]
  conversationIds: string[]
  /** Every name the person is known by, normalised: `phone:5531988887777`, `lid:123456789012345`. */
  names: string[]
}

/** What a name is kept under from the moment its erasure began: nothing that comes in leads to that person any more. */
const TAKEN_AWAY = 'erasing:'

export async function subjectOf(tx: TenantTx, contactId: string): Promise<Subject> {
  const contacts = await tx.query<{ id: string }>(
    `with recursive same(id) as (
       select id from contact where tenant_id = $1 and id = $2
       union select case when c.id = s.id then c.merged_into else c.id end from contact c join same s on c.id = s.id or c.merged_into = s.id
         where c.tenant_id = $1 and c.merged_into is not null)
     select id from same`,
    [tx.tenantId, contactId],
  )
  const contactIds = contacts.map((row) => row.id)
  const conversations = await tx.query<{ id: string }>(
    'select id from conversation where tenant_id = $1 and contact_id = any ($2)',
    [tx.tenantId, contactIds],
  )
  const identities = await tx.query<{ identity: string }>(
    'select identity from contact_identity where tenant_id = $1 and contact_id = any ($2)',
    [tx.tenantId, contactIds],
  )
  const addresses = await tx.query<{ phone: string | null; jid: string }>(
    'select phone, last_jid as jid from contact where tenant_id = $1 and id = any ($2)',
    [tx.tenantId, contactIds],
  )
  return {
    contactIds,
    conversationIds: conversations.map((row) => row.id),
    names: [
      ...new Set([
        ...identities.map(({ identity }) => identity.replace(/^erasing:[^:]+:/, '')),
        ...addresses.flatMap(({ phone, jid }) => [...(phone ? [`phone:${phone}`] : []), ...namesOfJid(jid)]),
      ]),
    ],
  }
}

/** Holds the threads and then the person until the transaction ends, so that nothing new comes to what is being deleted. */
export async function lockSubject(tx: TenantTx, { contactIds, conversationIds }: Subject): Promise<void> {
  for (const [table, ids] of [
    ['conversation', conversationIds],
    ['contact', contactIds],
  ] as const)
    for (const id of ids.toSorted())
      await tx.lock(`${table}:${id}`, `select from ${table} where tenant_id = $1 and id = $2`, [
        tx.tenantId,
        id,
      ])
}

/**
 * Takes the person's names away from them: whoever comes under one from now on is a new contact, while what is kept of the
 * old one can still be found until it is deleted.
 */
export async function takeNamesAway(tx: TenantTx, { contactIds }: Subject): Promise<void> {
  await tx.query(
    `update contact_identity set identity = '${TAKEN_AWAY}' || contact_id || ':' || identity
     where tenant_id = $1 and contact_id = any ($2) and identity not like '${TAKEN_AWAY}%'`,
    [tx.tenantId, contactIds],
  )
}

/** A pattern that matches nothing: something behind the end. */
const NOBODY = '$.'

/**
 * One page of the raw events that name the subject; `next` is where to go on, null at the end.
 * @param until of what names them, only what had come in by then; one of their messages is found whenever it came in
 */
export async function rawEventsOf(
  tx: TenantTx,
  { names, conversationIds }: Subject,
  after: number,
  until: Date,
): Promise<{ ids: number[]; next: number | null }> {
  const page = await tx.query<{ id: number; ours: boolean }>(
    // A customer's edit may name our own number and the message alone.
    `select id, (received_at <= $4 and body::text ~ $3) or (body::jsonb #>> '{data,key,id}') in (
       select m.wa_id from message m where m.tenant_id = $1 and m.conversation_id = any ($5)) as ours from raw_event
     where tenant_id = $1 and id > $2 order by id limit 2000`,
    [
      tx.tenantId,
      after,
      names.length > 0 ? names.map(namedInJson).join('|') : NOBODY,
      until,
      conversationIds,
    ],
  )
  return { ids: page.filter((row) => row.ours).map((row) => row.id), next: page.at(-1)?.id ?? null }
}

/** What came in, as it is handed out. */
export async function readRawEvents(tx: TenantTx, ids: number[]): Promise<unknown[]> {
  const rows = await tx.query<{ row: unknown }>(
    `select jsonb_build_object('id', id, 'event', event, 'body', body, 'received_at', received_at) as row
     from raw_event where tenant_id = $1 and id = any ($2) order by id`,
    [tx.tenantId, ids],
  )
  return rows.map(({ row }) => row)
}
