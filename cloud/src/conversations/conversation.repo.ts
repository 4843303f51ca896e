import type { TenantTx } from '../platform/database.ts'
import { uuidv7 } from '../platform/uuid.ts'
import type { Peer } from '../whatsapp/index.ts'
import { refreshContact } from './contact.repo.ts'
import {
  isCalledForHistory,
  next,
  type Ownership,
  type OwnershipEvent,
  type OwnershipFields,
  ownershipOf,
} from './ownership.ts'

/** A conversation's row as the rooms work with it. */
export type ConversationRow = OwnershipFields & {
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

type Found = ConversationRow & { mergedInto: string | null }

const keyOf = ({ id }: Found) => `conversation:${id}` as const

/** Locks a conversation until the transaction ends, following merges for ever; null when there is none. */
export async function lockConversation(tx: TenantTx, id: string): Promise<ConversationRow | null> {
  const [row] = await tx.lock<Found>(
    `conversation:${id}`,
    `select ${COLUMNS} from conversation where tenant_id = $1 and id = $2`,
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
  const find = () =>
    tx.lock<Found>(keyOf, `select ${COLUMNS} from conversation where tenant_id = $1 and contact_id = $2`, [
      tx.tenantId,
      contactId,
    ])
  const [known] = await find()
  if (known) return known.mergedInto ? (await lockConversation(tx, known.mergedInto))! : known
  await tx.query(
    `insert into conversation (tenant_id, id, contact_id, instance_id, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $5) on conflict (tenant_id, contact_id) do nothing`,
    [tx.tenantId, uuidv7(), contactId, instanceId, tx.now],
  )
  return (await find())[0]!
}

/**
 * Locks the conversation of whoever is at the other end, both made on first sight and refreshed with what the event
 * tells; null when their names lead to several people, who must be merged.
 */
export async function takeThread(
  tx: TenantTx,
  peer: Peer,
  instanceId: string,
  fromContact: boolean,
): Promise<ConversationRow | null> {
  const { identities, jid, phone, name } = peer
  const at = tx.now.getTime()
  const [row] = await tx.lock<Found>(
    keyOf,
    `select ${COLUMNS} from take_thread($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [tx.tenantId, identities, instanceId, jid, phone, name, fromContact, uuidv7(at), uuidv7(at), tx.now],
  )
  if (!row) return null
  if (!row.mergedInto) return row
  const kept = (await lockConversation(tx, row.mergedInto))!
  refreshContact(tx, kept.contactId, peer, fromContact)
  return kept
}

/** Stores who may speak. When the epoch rose, bot messages that were not claimed yet will never be. */
export async function saveOwnership(
  tx: TenantTx,
  conversation: ConversationRow,
  after: Ownership,
): Promise<void> {
  tx.write(
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
  if (isOwnHandoff(conversation, after)) carryBotMessages(tx, conversation, after.epoch)
  else if (after.epoch !== conversation.epoch) await cancelBotMessages(tx, conversation.id, after.epoch)
  Object.assign(conversation, ownershipOf(after))
  tx.announce({ type: 'conversation.changed', conversationId: conversation.id })
}

/** One step of the state machine on a locked conversation. */
export async function step(
  tx: TenantTx,
  conversation: ConversationRow,
  event: OwnershipEvent,
): Promise<void> {
  const before = ownershipOf(conversation)
  const after = next(before, event)
  if (after !== before) await saveOwnership(tx, conversation, after)
}

/** The bot itself called for a person, and none has taken over yet: what it said before still goes out. */
function isOwnHandoff(before: OwnershipFields, after: Ownership): boolean {
  const wasTheBots = before.state === 'ai_active' || isCalledForHistory(before)
  return wasTheBots && after.state === 'awaiting_human' && after.assigneeId === null
}

/**
 * Moves what the bot said and nobody has voided on to another epoch. What is in the air moves too: should WhatsApp turn
 * out to lack it, it goes into the line again, and must not be taken for overtaken there.
 */
export function carryBotMessages(
  tx: TenantTx,
  from: Pick<ConversationRow, 'id' | 'epoch'>,
  epoch: number,
): void {
  tx.write(
    `update outbound set epoch = $4 where tenant_id = $1 and conversation_id = $2 and epoch = $3
       and state in ('queued', 'claimed', 'ambiguous', 'held')`,
    [tx.tenantId, from.id, from.epoch, epoch],
  )
}

async function cancelBotMessages(tx: TenantTx, conversationId: string, epoch: number): Promise<void> {
  const cancelled = await tx.query<{ message_id: string }>(
    `update outbound set state = 'cancelled' where tenant_id = $1 and conversation_id = $2 and state = 'queued'
       and epoch is not null and epoch <> $3 returning message_id`,
    [tx.tenantId, conversationId, epoch],
  )
  if (cancelled.length === 0) return
  const ids = cancelled.map((row) => row.message_id)
  tx.write(`update message set status = 'cancelled' where tenant_id = $1 and id = any ($2)`, [
    tx.tenantId,
    ids,
  ])
  for (const messageId of ids) tx.announce({ type: 'message.changed', conversationId, messageId })
}
