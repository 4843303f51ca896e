import type { TenantTx } from '../platform/tenant-tx.ts'
import type { ConversationRow } from './conversation.repo.ts'
import type { MergePlan } from './merge-plan.ts'
import { OF_THREAD_AND_MERGED } from './merged-threads.repo.ts'

/** A thread that goes and the one that stays. */
type Pair = { left: ConversationRow; kept: ConversationRow }
type Turn = MergePlan['turn']

/** Of two last messages of one second the later to arrive is the last. */
const arrivalOf = (thread: 'o' | 'k') =>
  `(select m.arrival from message m where m.tenant_id = $1 and m.id = ${thread}.last_message_id)`

/** Leads the names of a contact, and whoever was merged into it before, to another for ever. */
export async function pointAt(tx: TenantTx, from: string, to: string): Promise<void> {
  const ids = [tx.tenantId, from, to]
  await tx.query('update contact_identity set contact_id = $3 where tenant_id = $1 and contact_id = $2', ids)
  // Who was merged into the one that goes is led to the kept one at once.
  await tx.query(
    'update contact set merged_into = $3 where tenant_id = $1 and (id = $2 or merged_into = $2)',
    ids,
  )
  await tx.query(
    `update contact k set phone = coalesce(k.phone, o.phone), name = coalesce(k.name, o.name) from contact o
     where k.tenant_id = $1 and k.id = $3 and o.tenant_id = $1 and o.id = $2`,
    ids,
  )
}

/** Moves what was said; what still waits for an answer waits in the kept thread's turn. */
export async function mergeMessages(
  tx: TenantTx,
  { left, kept }: Pair,
  { turnRevision }: Turn,
): Promise<void> {
  // 0: it made a turn, which was answered in the thread that goes. Without a revision it would count as never asked.
  // One answer given to both bears one client id in each; within a thread it stands for one message, the kept one's.
  await tx.query(
    `update message m set conversation_id = $3,
       turn_revision = case when turn_revision > $4 then $5::integer when turn_revision is not null then 0 end,
       client_id = case when not exists (select from message k where k.tenant_id = $1 and k.conversation_id = $3
         and k.client_id = m.client_id) then client_id end
     where tenant_id = $1 and conversation_id = $2`,
    [tx.tenantId, left.id, kept.id, left.answeredRevision, turnRevision],
  )
}

/**
 * Moves what has not left yet. What is in flight is settled where it was claimed.
 * @returns whether something that is to leave was moved
 */
export async function moveSends(tx: TenantTx, { left, kept }: Pair): Promise<boolean> {
  // Messages that the customer's next turn cancels are compared with the kept thread's turns from now on, also when a send
  // in flight turns out unsent and is queued again.
  await tx.query(
    `update outbound set for_turn = case when for_turn < $3 then -1 else $4::integer end
     where ${OF_THREAD_AND_MERGED} and for_turn is not null and state in ('queued', 'claimed', 'ambiguous', 'held', 'failed')`,
    [tx.tenantId, left.id, left.turnRevision, kept.turnRevision],
  )
  const moved = await tx.query<{ state: string }>(
    `update outbound set conversation_id = $3 where tenant_id = $1 and conversation_id = $2 and state in ('queued', 'failed')
     returning state`,
    [tx.tenantId, left.id, kept.id],
  )
  return moved.some(({ state }) => state === 'queued')
}

/** Gives the kept thread the turn of both and what is newest of each; the other forwards to it and waits for nothing. */
export async function joinThreads(tx: TenantTx, { left, kept }: Pair, turn: Turn): Promise<void> {
  const ids = [tx.tenantId, left.id, kept.id]
  await tx.query('delete from draft where tenant_id = $1 and conversation_id in ($2, $3)', ids)
  await tx.query(
    `update conversation k set turn_revision = $4, turn_opened_at = $5, turn_due_at = $6, unread = k.unread + o.unread,
       greeted_at = coalesce(k.greeted_at, o.greeted_at),
       last_message_id = case when (o.last_message_at, ${arrivalOf('o')}) > (k.last_message_at, ${arrivalOf('k')})
         then o.last_message_id else coalesce(k.last_message_id, o.last_message_id) end,
       last_message_at = greatest(k.last_message_at, o.last_message_at),
       last_inbound_at = greatest(k.last_inbound_at, o.last_inbound_at)
     from conversation o where k.tenant_id = $1 and k.id = $3 and o.tenant_id = $1 and o.id = $2`,
    [...ids, turn.turnRevision, turn.turnOpenedAt, turn.turnDueAt],
  )
  await tx.query(
    `update conversation set merged_into = $3, state = 'ai_active', answered_revision = turn_revision, waiting_since = null,
       unread = 0 where tenant_id = $1 and id = $2`,
    ids,
  )
  await tx.query('update conversation set merged_into = $3 where tenant_id = $1 and merged_into = $2', ids)
}
