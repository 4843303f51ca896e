import type { Conversation, ConversationState, Message } from '@plantao/shared/conversations'
import { expected } from '../platform/errors.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { readIdCursor, readNumberCursor, writeCursor } from './cursor.ts'
import { type ConversationView, type MessageView, presentConversation, presentMessage } from './presenter.ts'

const CONVERSATION = `select v.id, v.state, v.waiting_since as "waitingSince", v.unread, v.handoff_reason as "handoffReason",
    v.handoff_question as "handoffQuestion", v.closed_at as "closedAt", v.updated_at as "updatedAt",
    c.id as "contactId", c.phone, c.name as "contactName", a.id as "assigneeId", a.name as "assigneeName",
    case when m.deleted_at is null then m.content end as "lastText", m.deleted_at is not null as "lastDeleted", m.kind as "lastKind", m.author as "lastAuthor", m.at as "lastAt",
    m.arrival as "lastArrival"
  from conversation v
  join contact c on c.tenant_id = v.tenant_id and c.id = v.contact_id
  left join member a on a.tenant_id = v.tenant_id and a.id = v.assignee_id
  left join message m on m.tenant_id = v.tenant_id and m.id = v.last_message_id
  where v.tenant_id = $1 and not v.being_erased`

type Page<T> = { items: T[]; nextCursor?: string }

/** Whether the tenant has a conversation of that id, one that was merged into another included. */
export async function hasConversation(tx: TenantTx, id: string): Promise<boolean> {
  const rows = await tx.query(
    'select from conversation where tenant_id = $1 and id = $2 and not being_erased',
    [tx.tenantId, id],
  )
  return rows.length > 0
}

/** One conversation; a merged id answers with the conversation it forwards to. */
export async function readConversation(tx: TenantTx, id: string): Promise<Conversation> {
  const [forward] = await tx.query<{ merged_into: string | null }>(
    'select merged_into from conversation where tenant_id = $1 and id = $2',
    [tx.tenantId, id],
  )
  if (forward?.merged_into) return readConversation(tx, forward.merged_into)
  const [row] = await tx.query<ConversationView>(`${CONVERSATION} and v.id = $2`, [tx.tenantId, id])
  if (!row) throw expected('conversation.not_found')
  return presentConversation(row)
}

type List = { state?: ConversationState | undefined; cursor?: string | undefined; limit: number }

/** A page by keyset: the longest wait first among those who wait, else the newest first. */
export async function listConversations(
  tx: TenantTx,
  { state, cursor, limit }: List,
): Promise<Page<Conversation>> {
  const waiting = state === 'awaiting_human'
  const column = waiting ? 'waiting_since' : 'updated_at'
  const direction = waiting ? 'asc' : 'desc'
  const after = cursor ? readIdCursor(cursor) : null
  const values: unknown[] = [tx.tenantId, limit + 1]
  const clauses = ['v.merged_into is null']
  if (state) clauses.push(`v.state = $${values.push(state)}`)
  if (after) {
    const comparison = waiting ? '>' : '<'
    clauses.push(
      `(v.${column}, v.id) ${comparison} ($${values.push(after.at)}, $${values.push(after.key)}::uuid)`,
    )
  }
  const rows = await tx.query<ConversationView>(
    `${CONVERSATION} and ${clauses.join(' and ')} order by v.${column} ${direction}, v.id ${direction} limit $2`,
    values,
  )
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const page = rows.slice(0, limit).map(presentConversation)
  const at = last && (waiting ? last.waitingSince : last.updatedAt)
  return at ? { items: page, nextCursor: writeCursor(at, last.id) } : { items: page }
}

const MESSAGE = `select m.id, m.conversation_id as "conversationId", m.direction, m.author, m.kind, m.content as text, m.media, m.status, m.at,
    m.arrival, m.late, m.created_at as "createdAt", m.edited_at as "editedAt", m.deleted_at as "deletedAt", m.client_id as "clientId", m.receipt_id as "receiptId",
    b.name as "memberName", m.reactions, o.failure, m.original,
    q.author as "quotedAuthor", q.kind as "quotedKind", case when q.deleted_at is null then q.content end as "quotedText"
  from message m left join member b on b.tenant_id = m.tenant_id and b.id = m.member_id
  left join outbound o on o.tenant_id = m.tenant_id and o.message_id = m.id
  left join lateral (select q.author, q.kind, q.content, q.deleted_at from message q
    where m.media ? 'quoted' and q.tenant_id = m.tenant_id and q.wa_id = m.media #>> '{quoted,waId}'
      and q.conversation_id = m.conversation_id limit 1) q on true
  where m.tenant_id = $1 and m.status <> 'cancelled'`

/** A page of history: the newest first asked, each page oldest first; `nextCursor` leads to older ones. */
export async function listMessages(
  tx: TenantTx,
  conversationId: string,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<Page<Message>> {
  const conversation = await readConversation(tx, conversationId)
  const values: unknown[] = [tx.tenantId, conversation.id, limit + 1]
  const cursor = before ? readNumberCursor(before) : null
  const older = cursor
    ? `and (m.at, m.arrival) < ($${values.push(cursor.at)}, $${values.push(cursor.key)}::bigint)`
    : ''
  const rows = await tx.query<MessageView>(
    `${MESSAGE} and m.conversation_id = $2 ${older} order by m.at desc, m.arrival desc limit $3`,
    values,
  )
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const items = rows.slice(0, limit).reverse().map(presentMessage)
  return last ? { items, nextCursor: writeCursor(last.at, String(last.arrival)) } : { items }
}

export async function readMessage(tx: TenantTx, id: string): Promise<Message> {
  const [row] = await tx.query<MessageView>(
    `${MESSAGE} and m.id = $2
       and not exists (select from conversation v where v.tenant_id = $1 and v.id = m.conversation_id and v.being_erased)`,
    [tx.tenantId, id],
  )
  if (!row) throw expected('message.not_found')
  return presentMessage(row)
}
