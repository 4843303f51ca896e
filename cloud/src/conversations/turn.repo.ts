import type { Media, MessageAuthor, MessageKind } from '@plantao/shared/conversations'
import { MOST_READ } from '../platform/readable.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import type { ConversationRow } from './conversation.repo.ts'
import type { TurnState } from './turn-state.ts'

export type Bubble = {
  id: string
  kind: MessageKind
  text: string | null
  media: Media | null
  deleted: boolean
  waId: string | null
  at: Date
  createdAt: Date
  /** Read long after it was written. */
  late?: boolean
}

/** The bubbles that wait for an answer, oldest first, withdrawn ones included. */
export function openBubbles(tx: TenantTx, conversation: ConversationRow): Promise<Bubble[]> {
  return tx.query<Bubble>(
    `select id, kind, content as text, media, deleted_at is not null as deleted, wa_id as "waId", at,
       created_at as "createdAt", late from message
     where tenant_id = $1 and conversation_id = $2 and author = 'contact' and turn_revision > $3 order by at, arrival`,
    [tx.tenantId, conversation.id, conversation.answeredRevision],
  )
}

/** One message of before, as much of it as is read, with what the bot had decided when it is the bot's. */
export type Remembered = {
  author: MessageAuthor
  text: string
  at: Date
  createdAt: Date
  decision: string | null
}

/** The last messages before the open turn, newest first; what the team wrote among themselves is none of it. */
export function saidBeforeTurn(
  tx: TenantTx,
  conversation: ConversationRow,
  most: number,
): Promise<Remembered[]> {
  return tx.query<Remembered>(
    `select m.author, left(m.content, ${MOST_READ.remembered}) as text, m.at, m.created_at as "createdAt", r.decision from message m
     left join receipt r on r.tenant_id = m.tenant_id and r.id = m.receipt_id
     where m.tenant_id = $1 and m.conversation_id = $2 and m.content is not null and m.deleted_at is null
       and m.kind <> 'note' and m.status not in ('cancelled', 'failed') and not (m.author = 'contact' and coalesce(m.turn_revision, 0) > $3)
     order by m.at desc, m.arrival desc limit $4`,
    [tx.tenantId, conversation.id, conversation.answeredRevision, most],
  )
}

/** Stores a turn that was opened or made new. */
export function saveTurn(
  tx: TenantTx,
  conversationId: string,
  turn: Pick<TurnState, 'turnRevision' | 'turnOpenedAt' | 'turnDueAt'>,
): void {
  tx.write(
    `update conversation set turn_revision = $3, turn_opened_at = $4, turn_due_at = $5 where tenant_id = $1 and id = $2`,
    [tx.tenantId, conversationId, turn.turnRevision, turn.turnOpenedAt, turn.turnDueAt],
  )
}

/** Says when the answer to the open turn is due. */
export function setTurnDue(tx: TenantTx, conversationId: string, dueAt: Date): void {
  tx.write('update conversation set turn_due_at = $3 where tenant_id = $1 and id = $2', [
    tx.tenantId,
    conversationId,
    dueAt,
  ])
}

/** The thread of a contact that has an open turn. */
export async function openThreadOf(tx: TenantTx, contactId: string): Promise<string | null> {
  const [found] = await tx.query<{ id: string }>(
    'select id from conversation where tenant_id = $1 and contact_id = $2 and turn_revision > answered_revision',
    [tx.tenantId, contactId],
  )
  return found?.id ?? null
}

/** Whether a bubble came into the open turn at an instant or after it. */
export async function wroteSince(
  tx: TenantTx,
  { id, answeredRevision }: Pick<ConversationRow, 'id' | 'answeredRevision'>,
  since: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `select from message where tenant_id = $1 and conversation_id = $2 and author = 'contact' and turn_revision > $3
       and created_at >= $4 limit 1`,
    [tx.tenantId, id, answeredRevision, since],
  )
  return rows.length > 0
}

/** Takes back the job that looks at a turn again: it was answered. */
export function forgetCompose(tx: TenantTx, conversationId: string): void {
  tx.write('select forget_compose($1)', [conversationId])
}
