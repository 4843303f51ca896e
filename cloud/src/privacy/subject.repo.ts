import type { TenantTx } from '../platform/database.ts'

/** The person an export or an erasure is about, with everybody who turned out to be the same. */
export type Subject = {
  contactIds: string[]
  conversationIds: string[]
  /** Ends of the addresses raw events name the person by, as `LIKE` patterns. */
  addresses: string[]
}

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
  return {
    contactIds,
    conversationIds: conversations.map((row) => row.id),
    addresses: identities.flatMap((row) => addressesOf(row.identity)),
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

/** A phone is written with and without the ninth digit; an identity is stored with it. */
export function addressesOf(identity: string): string[] {
  const [kind, digits = ''] = identity.split(':')
  if (kind === 'lid') return [`%"${digits}@lid%`]
  const short = /^55\d{2}9\d{8}$/.test(digits) ? [digits.slice(0, 4) + digits.slice(5)] : []
  return [digits, ...short].map((number) => `%"${number}@s.whatsapp.net%`)
}

/** One page of the raw events that name the subject; `next` is where to go on, null at the end. */
export async function rawEventsOf(
  tx: TenantTx,
  subject: Subject,
  after: number,
): Promise<{ ids: number[]; next: number | null }> {
  const page = await tx.query<{ id: number; ours: boolean }>(
    `select id, body::text like any ($3) as ours from raw_event where tenant_id = $1 and id > $2 order by id limit 2000`,
    [tx.tenantId, after, subject.addresses],
  )
  return { ids: page.filter((row) => row.ours).map((row) => row.id), next: page.at(-1)?.id ?? null }
}
