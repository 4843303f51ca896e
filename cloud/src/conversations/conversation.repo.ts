import type { TenantTx } from '../platform/tenant-tx.ts'
import { uuidv7 } from '../platform/uuid.ts'
import type { Peer } from '../whatsapp/index.ts'
import { applyBotWords } from './bot-words.repo.ts'
import { type BotWords, botWordsAfter } from './bot-words.ts'
import { refreshContact } from './contact.repo.ts'
import { next, type Ownership, type OwnershipEvent, type OwnershipFields, ownershipOf } from './ownership.ts'

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

/**
 * Locks a conversation until the transaction ends, following merges for ever; null when there is none, or its erasure has
 * begun.
 */
export async function lockConversation(tx: TenantTx, id: string): Promise<ConversationRow | null> {
  const [row] = await tx.lock<Found>(
    `conversation:${id}`,
    `select ${COLUMNS} from conversation where tenant_id = $1 and id = $2 and not being_erased`,
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

/** Stores who may speak, and does what that means for the bot's unsettled messages. */
export async function saveOwnership(
  tx: TenantTx,
  conversation: ConversationRow,
  after: Ownership,
  botWords: BotWords,
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
  await applyBotWords(tx, conversation, after.epoch, botWords)
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
  if (after !== before) await saveOwnership(tx, conversation, after, botWordsAfter(before, after))
}
