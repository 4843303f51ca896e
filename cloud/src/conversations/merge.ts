import type { TenantTx } from '../platform/tenant-tx.ts'
import { applyBotWords } from './bot-words.repo.ts'
import { type ConversationRow, conversationOf, saveOwnership } from './conversation.repo.ts'
import { moveUnresolved } from './from-me.ts'
import { planMerge } from './merge-plan.ts'
import { OF_THREAD } from './thread-lines.ts'
import { isTurnOpen } from './turn-state.ts'
import { wakeCompose } from './wake-compose.ts'
import { wakeDispatch } from './wake-dispatch.ts'

/**
 * Contacts turn out to be one person (a LID met its phone). The oldest id stays, the younger forward to it for ever; a
 * human's hold wins and voids what the bot had queued, and what waited for an answer goes on waiting in the kept thread.
 * @returns the kept thread, locked
 */
export async function mergeContacts(
  tx: TenantTx,
  contactIds: string[],
  instanceId: string,
  traceId: string,
): Promise<ConversationRow> {
  const [oldest, ...others] = [...contactIds].sort()
  const kept = await conversationOf(tx, oldest!, instanceId)
  for (const otherId of others) {
    const left = await conversationOf(tx, otherId, instanceId)
    await pointAt(tx, otherId, kept.contactId)
    if (left.id !== kept.id) await mergeConversations(tx, kept, left, traceId)
  }
  return kept
}

/** Of two last messages of one second the later to arrive is the last. */
const arrivalOf = (thread: 'o' | 'k') =>
  `(select m.arrival from message m where m.tenant_id = $1 and m.id = ${thread}.last_message_id)`

async function pointAt(tx: TenantTx, from: string, to: string): Promise<void> {
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

async function mergeConversations(
  tx: TenantTx,
  kept: ConversationRow,
  left: ConversationRow,
  traceId: string,
): Promise<void> {
  const ids = [tx.tenantId, left.id, kept.id]
  const { ownership, turn, botWords } = planMerge(kept, left)
  // 0: it made a turn, which was answered in the thread that goes. Without a revision it would count as never asked.
  // One answer given to both bears one client id in each; within a thread it stands for one message, the kept one's.
  await tx.query(
    `update message m set conversation_id = $3,
       turn_revision = case when turn_revision > $4 then $5::integer when turn_revision is not null then 0 end,
       client_id = case when not exists (select from message k where k.tenant_id = $1 and k.conversation_id = $3
         and k.client_id = m.client_id) then client_id end
     where tenant_id = $1 and conversation_id = $2`,
    [...ids, left.answeredRevision, turn.turnRevision],
  )
  // Before the lines are one: each thread counts its own epochs, so what is void in one may bear the other's.
  if (botWords.do === 'carry')
    for (const thread of [left, kept]) await applyBotWords(tx, thread, ownership.epoch, botWords)
  await moveLine(tx, kept, left, traceId)
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
  Object.assign(kept, turn)
  await saveOwnership(tx, kept, ownership, botWords.do === 'carry' ? { do: 'stay' } : botWords)
  tx.announce({ type: 'conversation.changed', conversationId: left.id })
  // A draft under way for either thread counts no more: the turn of both is answered anew.
  if (isTurnOpen(kept)) await wakeCompose(tx, kept.id, traceId)
}

/** What is in the air comes to rest where it was claimed; what has not left yet, and what waits for its echo, moves along. */
async function moveLine(
  tx: TenantTx,
  kept: ConversationRow,
  left: ConversationRow,
  traceId: string,
): Promise<void> {
  const ids = [tx.tenantId, left.id, kept.id]
  // What is void once the customer writes again is so by the kept thread's turns from here on, should it come back unsent too.
  await tx.query(
    `update outbound set for_turn = case when for_turn < $3 then -1 else $4::integer end
     where ${OF_THREAD} and for_turn is not null and state in ('queued', 'claimed', 'ambiguous', 'held', 'failed')`,
    [tx.tenantId, left.id, left.turnRevision, kept.turnRevision],
  )
  const moved = await tx.query<{ state: string }>(
    `update outbound set conversation_id = $3 where tenant_id = $1 and conversation_id = $2 and state in ('queued', 'failed')
     returning state`,
    ids,
  )
  if (moved.some(({ state }) => state === 'queued')) await wakeDispatch(tx, kept.id, traceId)
  await moveUnresolved(tx, [left.id], kept.id)
}
