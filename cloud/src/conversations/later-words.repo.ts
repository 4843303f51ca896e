import type { TenantTx } from '../platform/tenant-tx.ts'

/** What was written in these threads after an instant. */
export function wroteAfter(
  tx: TenantTx,
  threads: string[],
  until: Date,
): Promise<{ id: string; isBot: boolean }[]> {
  return tx.query<{ id: string; isBot: boolean }>(
    `select id, author = 'ai' as "isBot" from message where tenant_id = $1 and conversation_id = any ($2) and at > $3`,
    [tx.tenantId, threads, until],
  )
}

/** A contact like another, which gets these of the names. */
export async function copyContact(
  tx: TenantTx,
  contactId: string,
  to: { contactId: string; names: string[] },
): Promise<void> {
  await tx.query(
    `insert into contact (tenant_id, id, name, phone, last_jid, created_at)
     select tenant_id, $3, name, phone, last_jid, $4 from contact where tenant_id = $1 and id = $2`,
    [tx.tenantId, contactId, to.contactId, tx.now],
  )
  await tx.query(
    'insert into contact_identity (tenant_id, identity, contact_id) select $1, n, $3 from unnest($2::text[]) n',
    [tx.tenantId, to.names, to.contactId],
  )
}

/**
 * A thread of the copied contact, that stands as the old one does; who was greeted before `until` was not in it.
 * @returns the old thread
 */
export async function copyThread(
  tx: TenantTx,
  contactId: string,
  to: { contactId: string; thread: string; until: Date },
): Promise<string> {
  const [old] = await tx.query<{ id: string }>(
    `insert into conversation (tenant_id, id, contact_id, instance_id, state, epoch, turn_revision, answered_revision,
       turn_opened_at, turn_due_at, greeted_at, assignee_id, waiting_since, handoff_reason, last_human_at, handed_back_at,
       closed_at, told_waiting_at, read_arrival, unread, created_at, updated_at)
     select tenant_id, $3, $4, instance_id, state, epoch, turn_revision, answered_revision, turn_opened_at, turn_due_at,
       case when greeted_at > $5 then greeted_at end, assignee_id, waiting_since, handoff_reason, last_human_at, handed_back_at,
       closed_at, told_waiting_at, read_arrival, unread, $6, $6
     from conversation where tenant_id = $1 and contact_id = $2
     returning (select v.id from conversation v where v.tenant_id = $1 and v.contact_id = $2) as id`,
    [tx.tenantId, contactId, to.thread, to.contactId, to.until, tx.now],
  )
  return old!.id
}

/** What the bot decided after an instant goes along with the words. */
export async function carryReceipts(tx: TenantTx, old: string, thread: string, until: Date): Promise<void> {
  await tx.query('select carry_receipts($1, $2, $3)', [old, thread, until])
}

/** Moves messages with their sends. */
export async function carryMessages(tx: TenantTx, ids: string[], thread: string): Promise<void> {
  // One client id stands for one message of a thread: two threads of the person, merged since, may each have it.
  await tx.query(
    `update message m set conversation_id = $3, client_id = case when 1 = (select count(*) from message o
         where o.tenant_id = $1 and o.id = any ($2) and o.client_id = m.client_id) then client_id end
     where tenant_id = $1 and id = any ($2)`,
    [tx.tenantId, ids, thread],
  )
  await tx.query('update outbound set conversation_id = $3 where tenant_id = $1 and message_id = any ($2)', [
    tx.tenantId,
    ids,
    thread,
  ])
}

/** What the bot said later to a question of before goes with the question. Of two threads merged since, one has its decisions. */
export async function leaveAnswers(tx: TenantTx, old: string, thread: string): Promise<void> {
  const ids = [tx.tenantId, thread]
  await tx.query(
    `with answer as (
       update message m set conversation_id = $3 from receipt r where m.tenant_id = $1 and m.conversation_id = $2
         and m.author = 'ai' and r.tenant_id = $1 and r.id = m.receipt_id and r.conversation_id = $3 returning m.id)
     update outbound o set conversation_id = $3 from answer where o.tenant_id = $1 and o.message_id = answer.id`,
    [...ids, old],
  )
  await tx.query(
    `update message m set receipt_id = null where tenant_id = $1 and conversation_id = $2 and receipt_id is not null
       and not exists (select from receipt r where r.tenant_id = $1 and r.id = m.receipt_id and r.conversation_id = $2)`,
    ids,
  )
}

/** What the thread says of its messages follows what is left. */
export async function followMessages(
  tx: TenantTx,
  thread: string,
): Promise<{ turnRevision: number; answeredRevision: number; isLineOpen: boolean } | null> {
  const [turn] = await tx.query<{ turnRevision: number; answeredRevision: number; isLineOpen: boolean }>(
    `update conversation v set last_message_id = l.id, last_message_at = l.at, last_inbound_at = h.last_at,
       unread = least(v.unread, h.said), answered_revision = case when h.waits then v.answered_revision else v.turn_revision end,
       turn_opened_at = case when h.waits then v.turn_opened_at end, turn_due_at = case when h.waits then v.turn_due_at end
     from (select id, at from message where tenant_id = $1 and conversation_id = $2 order by at desc, arrival desc limit 1) l,
       (select max(m.at) as last_at, count(*) as said, coalesce(bool_or(m.turn_revision > o.answered_revision), false) as waits
        from message m join conversation o on o.tenant_id = m.tenant_id and o.id = m.conversation_id
        where m.tenant_id = $1 and m.conversation_id = $2 and m.author = 'contact') h
     where v.tenant_id = $1 and v.id = $2
     returning v.turn_revision as "turnRevision", v.answered_revision as "answeredRevision", exists (
       select from outbound q where q.tenant_id = $1 and q.conversation_id = $2 and q.state = 'queued') as "isLineOpen"`,
    [tx.tenantId, thread],
  )
  return turn ?? null
}
