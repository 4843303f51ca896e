import type {
  Media,
  MessageAuthor,
  MessageKind,
  MessageStatus,
  Reaction,
} from '@plantao/shared/conversations'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { uuidv7 } from '../platform/uuid.ts'
import type { Inbound } from '../whatsapp/index.ts'
import { wholeSecond } from './late.ts'
import { chatOf } from './whose.ts'

export type NewMessage = {
  conversationId: string
  author: MessageAuthor
  kind: MessageKind
  text: string | null
  media?: Media | null
  status: MessageStatus
  /** When it was written; kept in whole seconds. */
  at: Date
  waId?: string | null
  memberId?: string | null
  clientId?: string | null
  receiptId?: string | null
  turnRevision?: number | null
  /** Read long after it was written; shown as such. */
  late?: boolean
  /** Counts as unread; what a customer writes does, unless told. */
  unread?: boolean
  traceId?: string
}

const INSERT = `with stored as (
    insert into message (tenant_id, id, conversation_id, direction, author, member_id, kind, content, media, status,
      wa_id, at, client_id, receipt_id, turn_revision, created_at, late)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $20)
    on conflict (tenant_id, wa_id) where wa_id is not null do nothing returning id
  ), moved as (
    update conversation set updated_at = $16, unread = unread + $17::integer,
      last_message_id = case when not $18::boolean and (last_message_at is null or last_message_at <= $12) then $2 else last_message_id end,
      last_message_at = case when $18 then last_message_at else greatest(last_message_at, $12) end,
      last_inbound_at = case when $19::boolean then greatest(last_inbound_at, $12) else last_inbound_at end
    where tenant_id = $1 and id = $3 and exists (select from stored)
  ) select id from stored`

/** Stores a message and makes it the thread's last. Answers its id, or null when that WhatsApp id is known already. */
export async function insertMessage(tx: TenantTx, message: NewMessage): Promise<string | null> {
  const id = uuidv7(tx.now.getTime())
  const inbound = message.author === 'contact'
  const values = [
    tx.tenantId,
    id,
    message.conversationId,
    inbound ? 'in' : 'out',
    message.author,
    message.memberId ?? null,
    message.kind,
    message.text,
    message.media ? JSON.stringify(message.media) : null,
    message.status,
    message.waId ?? null,
    wholeSecond(message.at),
    message.clientId ?? null,
    message.receiptId ?? null,
    message.turnRevision ?? null,
    tx.now,
    (message.unread ?? inbound) ? 1 : 0,
    // A note is no part of the talk with the customer, so it is never the thread's last message.
    message.kind === 'note',
    inbound,
    message.late ?? false,
  ]
  // Without an id of WhatsApp's there is nothing it could be a copy of, and no answer to wait for.
  if (!message.waId) tx.write(INSERT, values)
  else if ((await tx.query(INSERT, values)).length === 0) return null
  tx.announce({ type: 'message.created', conversationId: message.conversationId, messageId: id })
  if (message.waId && message.media?.state === 'pending') await fetchLater(tx, id, message.traceId)
  return id
}

/** Whether a message bears this id of WhatsApp's. */
export async function isKnown(tx: TenantTx, waId: string): Promise<boolean> {
  const known = await tx.query('select from message where tenant_id = $1 and wa_id = $2', [tx.tenantId, waId])
  return known.length > 0
}

/** Whether a message stands in this thread. */
export async function isInThread(tx: TenantTx, conversationId: string, messageId: string): Promise<boolean> {
  const found = await tx.query(
    'select from message where tenant_id = $1 and id = $2 and conversation_id = $3',
    [tx.tenantId, messageId, conversationId],
  )
  return found.length > 0
}

/** The message that a console's own id stands for already, if any: what was sent twice is one. */
export async function messageOfClient(
  tx: TenantTx,
  conversationId: string,
  clientId: string,
): Promise<string | null> {
  const [known] = await tx.query<{ id: string }>(
    'select id from message where tenant_id = $1 and conversation_id = $2 and client_id = $3',
    [tx.tenantId, conversationId, clientId],
  )
  return known?.id ?? null
}

/** Its bytes come by a job of their own: WhatsApp may take seconds, and the thread shows the message at once. */
export async function fetchLater(tx: TenantTx, messageId: string, traceId = 'media'): Promise<void> {
  await tx.enqueue('fetch-media', { tenantId: tx.tenantId, messageId, traceId }, { attempts: 5 })
}

type Reacted = { id: string; conversation_id: string; contact_id: string; reactions: Reaction[] | null }

/** Puts an emoji of one side on a message of the same chat, or takes it off with ''. */
export async function react(
  tx: TenantTx,
  { waId, by, emoji, identities }: Extract<Inbound, { type: 'reaction' }>,
): Promise<'reaction' | 'unknown_message' | 'not_theirs'> {
  const [row] = await tx.lock<Reacted>(
    `message:${waId}`,
    `select m.id, m.conversation_id, v.contact_id, m.reactions from message m
      join conversation v on v.tenant_id = m.tenant_id and v.id = m.conversation_id
      where m.tenant_id = $1 and m.wa_id = $2`,
    [tx.tenantId, waId],
    { of: 'm' },
  )
  if (!row) return 'unknown_message'
  if ((await chatOf(tx, row.contact_id, identities)) !== 'same') return 'not_theirs'
  const others = (row.reactions ?? []).filter((reaction) => reaction.by !== by)
  const reactions = emoji ? [...others, { by, emoji }] : others
  await tx.query('update message set reactions = $3 where tenant_id = $1 and id = $2', [
    tx.tenantId,
    row.id,
    reactions.length > 0 ? JSON.stringify(reactions) : null,
  ])
  tx.announce({ type: 'message.changed', conversationId: row.conversation_id, messageId: row.id })
  return 'reaction'
}

/** WhatsApp's ticks only climb: an acknowledgement that arrives late never takes one back. */
export const STATUS_RANK: Partial<Record<MessageStatus, number>> = { sent: 1, delivered: 2, read: 3 }

type Ticked = {
  id: string
  conversation_id: string
  status: MessageStatus
  direction: string
  /** Whether the tick's chat is this one; null when it is of nobody known. */
  same: boolean | null
}

/** A tick for one of our messages. One that overtook its own send is kept until the send settles. */
export async function acknowledge(
  tx: TenantTx,
  { waId, status, identities }: Pick<Extract<Inbound, { type: 'ack' }>, 'waId' | 'status' | 'identities'>,
): Promise<boolean> {
  const [row] = await tx.lock<Ticked>(
    `message:${waId}`,
    `select m.id, m.conversation_id, m.status, m.direction,
       (select bool_or(i.contact_id = v.contact_id) from contact_identity i where i.tenant_id = $1 and i.identity = any ($3)) as same
     from message m join conversation v on v.tenant_id = m.tenant_id and v.id = m.conversation_id
     where m.tenant_id = $1 and m.wa_id = $2`,
    [tx.tenantId, waId, identities],
    { of: 'm' },
  )
  if (!row) {
    await tx.query(
      `insert into early_ack (tenant_id, wa_id, status, at) values ($1, $2, $3, $4)
       on conflict (tenant_id, wa_id) do update set status = excluded.status, at = excluded.at
         where $5::int >= coalesce(($6::jsonb ->> early_ack.status)::int, 0)`,
      [tx.tenantId, waId, status, tx.now, STATUS_RANK[status] ?? 0, JSON.stringify(STATUS_RANK)],
    )
    return false
  }
  // A tick that names somebody we do not know may be the same person by a name we have yet to learn.
  if (row.direction === 'in' || row.same === false || !climbs(row.status, status)) return true
  await tx.query('update message set status = $3 where tenant_id = $1 and id = $2', [
    tx.tenantId,
    row.id,
    status,
  ])
  tx.announce({ type: 'message.changed', conversationId: row.conversation_id, messageId: row.id })
  return true
}

/** Whether a tick says more than what is known. A failure counts only before anything was delivered. */
export function climbs(known: MessageStatus, told: MessageStatus): boolean {
  if (told === 'failed') return (STATUS_RANK[known] ?? 0) <= 1
  return (STATUS_RANK[told] ?? 0) > (STATUS_RANK[known] ?? 0)
}

/** The tick kept for a send that has just settled, if one overtook it. */
export async function takeEarlyAck(tx: TenantTx, waId: string): Promise<MessageStatus | null> {
  const [row] = await tx.query<{ status: MessageStatus }>(
    'delete from early_ack where tenant_id = $1 and wa_id = $2 returning status',
    [tx.tenantId, waId],
  )
  return row?.status ?? null
}

/** The conversation in which a message stands. */
export async function threadOfMessage(tx: TenantTx, messageId: string): Promise<string | null> {
  const [found] = await tx.query<{ id: string }>(
    'select conversation_id as id from message where tenant_id = $1 and id = $2',
    [tx.tenantId, messageId],
  )
  return found?.id ?? null
}

/** The conversation in which a message stands that bears this id of WhatsApp's. */
export async function threadOfWaId(tx: TenantTx, waId: string): Promise<string | null> {
  const [found] = await tx.query<{ id: string }>(
    'select conversation_id as id from message where tenant_id = $1 and wa_id = $2',
    [tx.tenantId, waId],
  )
  return found?.id ?? null
}
