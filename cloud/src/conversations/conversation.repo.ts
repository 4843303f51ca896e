import type { HandoffReason } from '@plantao/shared/handoff'
import type { TenantTx } from '../platform/database.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { next, type Ownership, type OwnershipEvent } from './ownership.ts'

/** A conversation's row as the rooms work with it. */
export type ConversationRow = Ownership & {
  id: string
  contactId: string
  instanceId: string
  turnRevision: number
  answeredRevision: number
  turnOpenedAt: Date | null
  turnDueAt: Date | null
  greetedAt: Date | null
  unread: number
}

const COLUMNS = `id, contact_id as "contactId", instance_id as "instanceId", state, epoch, turn_revision as "turnRevision",
  answered_revision as "answeredRevision", turn_opened_at as "turnOpenedAt", turn_due_at as "turnDueAt",
  greeted_at as "greetedAt", assignee_id as "assigneeId", waiting_since as "waitingSince",
  handoff_reason as "handoffReason", handoff_question as "handoffQuestion", last_human_at as "lastHumanAt",
  handed_back_at as "handedBackAt", closed_at as "closedAt", unread, merged_into as "mergedInto"`

type Found = ConversationRow & { mergedInto: string | null; handoffReason: HandoffReason | null }

/** Locks a conversation until the transaction ends, following merges for ever; null when there is none. */
export async function lockConversation(tx: TenantTx, id: string): Promise<ConversationRow | null> {
  const [row] = await tx.query<Found>(
    `select ${COLUMNS} from conversation where tenant_id = $1 and id = $2 for update`,
    [tx.tenantId, id],
  )
  if (!row) return null
  return row.mergedInto ? lockConversation(tx, row.mergedInto) : row
}

/** Locks the conversation of a contact, made on first sight. */
export async function conversationOf(
  tx: TenantTx,
  contactId: string,
  instanceId: string,
): Promise<ConversationRow> {
  const select = `select ${COLUMNS} from conversation where tenant_id = $1 and contact_id = $2 for update`
  const [known] = await tx.query<Found>(select, [tx.tenantId, contactId])
  if (known) return known.mergedInto ? (await lockConversation(tx, known.mergedInto))! : known
  await tx.query(
    `insert into conversation (tenant_id, id, contact_id, instance_id, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $5) on conflict (tenant_id, contact_id) do nothing`,
    [tx.tenantId, uuidv7(), contactId, instanceId, tx.now],
  )
  const [made] = await tx.query<Found>(select, [tx.tenantId, contactId])
  return made!
}

/** Stores who may speak. When the epoch rose, bot messages that were not claimed yet will never be. */
export async function saveOwnership(
  tx: TenantTx,
  conversation: ConversationRow,
  after: Ownership,
): Promise<void> {
  await tx.query(
    `update conversation set state = $3, epoch = $4, assignee_id = $5, waiting_since = $6, handoff_reason = $7,
       handoff_question = $8, last_human_at = $9, handed_back_at = $10, closed_at = $11, updated_at = $12
     where tenant_id = $1 and id = $2`,
    [
      tx.tenantId,
      conversation.id,
      after.state,
      after.epoch,
      after.assigneeId,
      after.waitingSince,
      after.handoffReason,
      after.handoffQuestion,
      after.lastHumanAt,
      after.handedBackAt,
      after.closedAt,
      tx.now,
    ],
  )
  if (after.epoch !== conversation.epoch) await cancelBotMessages(tx, conversation.id, after.epoch)
  Object.assign(conversation, after)
  tx.announce({ type: 'conversation.changed', conversationId: conversation.id })
}

/** One step of the state machine on a locked conversation. */
export async function step(
  tx: TenantTx,
  conversation: ConversationRow,
  event: OwnershipEvent,
): Promise<void> {
  const after = next(conversation, event)
  if (after !== conversation) await saveOwnership(tx, conversation, after)
}

async function cancelBotMessages(tx: TenantTx, conversationId: string, epoch: number): Promise<void> {
  const cancelled = await tx.query<{ message_id: string }>(
    `update outbound set state = 'cancelled' where tenant_id = $1 and conversation_id = $2 and state = 'queued'
       and epoch is not null and epoch <> $3 returning message_id`,
    [tx.tenantId, conversationId, epoch],
  )
  if (cancelled.length === 0) return
  const ids = cancelled.map((row) => row.message_id)
  await tx.query(`update message set status = 'cancelled' where tenant_id = $1 and id = any ($2)`, [
    tx.tenantId,
    ids,
  ])
  for (const messageId of ids) tx.announce({ type: 'message.changed', conversationId, messageId })
}
