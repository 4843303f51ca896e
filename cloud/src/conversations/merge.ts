import type { TenantTx } from '../platform/database.ts'
import { type ConversationRow, carryBotMessages, conversationOf, saveOwnership } from './conversation.repo.ts'
import { isHeldByPerson, merge, ownershipOf } from './ownership.ts'

/**
 * Two contacts turn out to be one person (a LID met its phone). The older id stays, the younger forwards to it for
 * ever; a human's hold wins and voids what the bot had queued, and what waited for an answer goes on waiting in the kept thread.
 */
export async function mergeContacts(
  tx: TenantTx,
  contactIds: string[],
  instanceId: string,
): Promise<{ contactId: string; conversation: ConversationRow }> {
  const [keptId, ...others] = [...contactIds].sort()
  const kept = await conversationOf(tx, keptId!, instanceId)
  for (const otherId of others) {
    const left = await conversationOf(tx, otherId, instanceId)
    await pointAt(tx, otherId, keptId!)
    if (left.id !== kept.id) await mergeConversations(tx, kept, left)
  }
  return { contactId: keptId!, conversation: kept }
}

/** Of two last messages of one second the later to arrive is the last. */
const arrivalOf = (thread: 'o' | 'k') =>
  `(select m.arrival from message m where m.tenant_id = $1 and m.id = ${thread}.last_message_id)`

async function pointAt(tx: TenantTx, from: string, to: string): Promise<void> {
  const ids = [tx.tenantId, from, to]
  await tx.query('update contact_identity set contact_id = $3 where tenant_id = $1 and contact_id = $2', ids)
  await tx.query('update contact set merged_into = $3 where tenant_id = $1 and id = $2', ids)
  await tx.query(
    `update contact k set phone = coalesce(k.phone, o.phone), name = coalesce(k.name, o.name) from contact o
     where k.tenant_id = $1 and k.id = $3 and o.tenant_id = $1 and o.id = $2`,
    ids,
  )
}

async function mergeConversations(tx: TenantTx, kept: ConversationRow, left: ConversationRow): Promise<void> {
  const ids = [tx.tenantId, left.id, kept.id]
  const openBubbles = left.turnRevision > left.answeredRevision
  const revision = kept.turnRevision + (openBubbles ? 1 : 0)
  await tx.query(
    `update message set conversation_id = $3, turn_revision = case when turn_revision > $4 then $5::integer end
     where tenant_id = $1 and conversation_id = $2`,
    [...ids, left.answeredRevision, revision],
  )
  const merged = merge(ownershipOf(kept), ownershipOf(left))
  if (![kept, left].some(isHeldByPerson))
    for (const one of [kept, left]) carryBotMessages(tx, one, merged.epoch)
  // A send in the air settles where it was claimed; only what has not left yet moves along.
  // What is void once the customer writes again is so by the kept thread's turns from here on.
  await tx.query(
    `update outbound set conversation_id = $3,
       for_turn = case when for_turn is null then null when for_turn < $4 then -1 else $5::integer end
     where tenant_id = $1 and conversation_id = $2 and state = 'queued'`,
    [...ids, left.turnRevision, kept.turnRevision],
  )
  await tx.query('delete from draft where tenant_id = $1 and conversation_id in ($2, $3)', ids)
  await tx.query(
    `update conversation k set turn_revision = $4, turn_opened_at = coalesce(k.turn_opened_at, o.turn_opened_at),
       turn_due_at = coalesce(k.turn_due_at, o.turn_due_at), unread = k.unread + o.unread,
       greeted_at = coalesce(k.greeted_at, o.greeted_at),
       last_message_id = case when (o.last_message_at, ${arrivalOf('o')}) > (k.last_message_at, ${arrivalOf('k')})
         then o.last_message_id else coalesce(k.last_message_id, o.last_message_id) end,
       last_message_at = greatest(k.last_message_at, o.last_message_at),
       last_inbound_at = greatest(k.last_inbound_at, o.last_inbound_at)
     from conversation o where k.tenant_id = $1 and k.id = $3 and o.tenant_id = $1 and o.id = $2`,
    [...ids, revision],
  )
  await tx.query(
    `update conversation set merged_into = $3, state = 'ai_active', answered_revision = turn_revision, waiting_since = null,
       unread = 0 where tenant_id = $1 and id = $2`,
    ids,
  )
  kept.turnRevision = revision
  await saveOwnership(tx, kept, merged)
  tx.announce({ type: 'conversation.changed', conversationId: left.id })
}
