import type { ErasedCounts } from '@plantao/shared/privacy'
import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Subject } from './subject.repo.ts'

/** Every message of the person that WhatsApp has an id for, what waits to be judged included. */
export async function waIdsOf(tx: TenantTx, { conversationIds }: Subject): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select wa_id as id from message where tenant_id = $1 and conversation_id = any ($2) and wa_id is not null
     union select wa_id from unresolved_from_me where tenant_id = $1 and conversation_id = any ($2)`,
    [tx.tenantId, conversationIds],
  )
  return rows.map((row) => row.id)
}

/**
 * Voids what the bot is about to say and what has not left yet, and leaves the threads to nobody: what a person replies, or
 * what comes back unsent, does not leave either. What is in flight cannot be called back.
 */
export async function silenceSubject(tx: TenantTx, { conversationIds }: Subject): Promise<void> {
  const ids = [tx.tenantId, conversationIds]
  await tx.query(
    `update conversation set being_erased = true, epoch = epoch + 1, answered_revision = turn_revision, turn_opened_at = null, turn_due_at = null
     where tenant_id = $1 and id = any ($2)`,
    ids,
  )
  await tx.query(
    `update outbound set state = 'cancelled' where tenant_id = $1 and conversation_id = any ($2) and state = 'queued'`,
    ids,
  )
}

export type Erased = {
  /** What went, by table. */
  counts: ErasedCounts
  /** Answers of the deleted proposals that an owner had put into the company's text, which stays. */
  leftInKnowledge: number
}

/**
 * Deletes up to `most` rows of the person, in every table that names them, their threads or messages, and what only their
 * messages' ids lead to.
 * @returns what went; no counts when nothing is left
 */
export async function eraseRows(
  tx: TenantTx,
  contactId: string,
  { conversationIds }: Subject,
  most: number,
): Promise<Erased> {
  const ids = [tx.tenantId, conversationIds]
  // A proposal names its conversation without a key, and a tick that came early nothing but a message's id.
  const proposals = await tx.query<{ approved: boolean }>(
    `delete from proposal where tenant_id = $1 and conversation_id = any ($2) returning status = 'approved' as approved`,
    ids,
  )
  const ticks = await tx.query(
    `delete from early_ack e using message m where e.tenant_id = $1 and m.tenant_id = $1
       and m.conversation_id = any ($2) and m.wa_id = e.wa_id returning 1`,
    ids,
  )
  const gone = await tx.query<{ relation: string; deleted: number }>(
    'select relation, deleted from erase_contact_rows($1, $2)',
    [contactId, most],
  )
  return {
    counts: {
      ...Object.fromEntries(gone.map((row) => [row.relation, Number(row.deleted)])),
      ...(proposals.length > 0 ? { proposal: proposals.length } : {}),
      ...(ticks.length > 0 ? { early_ack: ticks.length } : {}),
    },
    leftInKnowledge: proposals.filter((row) => row.approved).length,
  }
}

/**
 * Deletes the questions of an Ensaio that were the person's; those of before it was written down whose they are all go. To be
 * called when the receipts they are taken from are gone, with all who copy shut out.
 * @returns how many
 */
export async function eraseRehearsed(tx: TenantTx, conversationIds: string[]): Promise<number> {
  const items = await tx.query<{ rehearsal: string }>(
    `delete from rehearsal_item i using rehearsal h where i.tenant_id = $1 and h.tenant_id = $1 and h.id = i.rehearsal_id
       and (i.conversation_ids && $2::uuid[] or (h.source = 'customers' and i.conversation_ids = '{}'))
     returning i.rehearsal_id as rehearsal`,
    [tx.tenantId, conversationIds],
  )
  await tx.query(
    `update rehearsal h set total = n.total, done = n.done from (
       select r.id, count(i.id) as total, count(i.verdict) as done from unnest($2::uuid[]) r(id)
       left join rehearsal_item i on i.tenant_id = $1 and i.rehearsal_id = r.id group by r.id) n
     where h.tenant_id = $1 and h.id = n.id`,
    [tx.tenantId, [...new Set(items.map((item) => item.rehearsal))]],
  )
  if (items.length > 0) tx.announce({ type: 'rehearsal.progress' })
  return items.length
}

/**
 * Takes away the zips of the whole company that may hold the person. One that is being made is waited for, as who makes it
 * holds its row; one that is made when their rows are gone has nothing of them.
 * @returns how many
 */
export async function expireCompanyExports(tx: TenantTx): Promise<number> {
  await tx.lock(
    `privacy_export:${tx.tenantId}`,
    'select from privacy_export where tenant_id = $1 and contact_id is null',
    [tx.tenantId],
  )
  const exports = await tx.query<{ id: string }>(
    `update privacy_export set status = 'expired', expires_at = $2
     where tenant_id = $1 and contact_id is null and status = 'ready' returning id`,
    [tx.tenantId, tx.now],
  )
  await tx.query('delete from privacy_export_part where tenant_id = $1 and export_id = any ($2)', [
    tx.tenantId,
    exports.map((row) => row.id),
  ])
  return exports.length
}

/** From here on the person's threads are found by nobody but the erasure. */
export async function markBeingErased(tx: TenantTx, { conversationIds }: Subject): Promise<void> {
  await tx.query('update conversation set being_erased = true where tenant_id = $1 and id = any ($2)', [
    tx.tenantId,
    conversationIds,
  ])
}

export async function deleteRawEvents(tx: TenantTx, ids: number[]): Promise<void> {
  await tx.query('delete from raw_event where tenant_id = $1 and id = any ($2)', [tx.tenantId, ids])
}
