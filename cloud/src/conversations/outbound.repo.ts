import type { Media, SentKind } from '@plantao/shared/conversations'
import type { Channel } from '@plantao/shared/whatsapp'
import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Template } from '../whatsapp/index.ts'
import type { SendUpdate } from './after-send.ts'
import type { ConversationRow } from './conversation.repo.ts'
import { OF_THREAD_AND_MERGED } from './merged-threads.repo.ts'
import { insertMessage, type NewMessage } from './message.repo.ts'
import type { OutboundRow } from './outbound-row.ts'

const COLUMNS = `message_id as "messageId", conversation_id as "conversationId", epoch, kind, body, state, attempts,
  claimed_by as "claimedBy", claimed_at as "claimedAt", not_before as "notBefore", created_at as "createdAt", trace_id as "traceId", paced,
  for_turn as "forTurn"`

type Queue = Pick<NewMessage, 'author' | 'memberId' | 'clientId' | 'receiptId'> & {
  text: string
  /** A file to be sent, `text` being its caption; the caller keeps its bytes under the message's id. */
  file?: { kind: SentKind; media: Media }
  /** Null for people: their words are never fenced. */
  epoch: number | null
  traceId: string
  /** Claims it in the same transaction for this process. Only for who saw, under the lock, that nothing else is on its way. */
  claimFor?: number
  /** Not before then; now unless told. */
  notBefore?: Date
  /** Said to nothing that the customer wrote: void once they write again. */
  unlessWritten?: boolean
}

/** Puts a message into the thread and into the queue of sends, in the caller's transaction. */
export async function queueMessage(
  tx: TenantTx,
  conversation: ConversationRow,
  queue: Queue,
): Promise<OutboundRow> {
  const { file, claimFor, notBefore, unlessWritten, ...message } = queue
  const claimed = claimFor !== undefined
  const messageId = (await insertMessage(tx, {
    ...message,
    text: queue.text || null,
    media: file?.media ?? null,
    conversationId: conversation.id,
    kind: file?.kind ?? 'text',
    status: claimed ? 'sending' : 'queued',
    at: tx.now,
  }))!
  const row: OutboundRow = {
    messageId,
    conversationId: conversation.id,
    epoch: queue.epoch,
    kind: file?.kind ?? 'text',
    body: queue.text,
    state: claimed ? 'claimed' : 'queued',
    attempts: claimed ? 1 : 0,
    claimedBy: claimFor ?? null,
    claimedAt: claimed ? tx.now : null,
    notBefore: notBefore ?? tx.now,
    createdAt: tx.now,
    traceId: queue.traceId,
    paced: false,
    forTurn: unlessWritten ? conversation.turnRevision : null,
  }
  tx.write(
    `insert into outbound (tenant_id, message_id, conversation_id, epoch, body, not_before, trace_id, created_at, state,
       claimed_by, claimed_at, attempts, kind, for_turn)
     values ($1, $2, $3, $4, $5, $6, $7, $13, $8, $9, $10, $11, $12, $14)`,
    [
      tx.tenantId,
      messageId,
      row.conversationId,
      row.epoch,
      row.body,
      row.notBefore,
      row.traceId,
      row.state,
      row.claimedBy,
      row.claimedAt,
      row.attempts,
      row.kind,
      row.createdAt,
      row.forTurn,
    ],
  )
  return row
}

/** Everything of a thread that is not settled, in the order it was queued. */
export function openOutbound(tx: TenantTx, threadId: string): Promise<OutboundRow[]> {
  return tx.query<OutboundRow>(
    `select ${COLUMNS} from outbound where ${OF_THREAD_AND_MERGED}
       and state in ('queued', 'claimed', 'ambiguous', 'held') order by position`,
    [tx.tenantId, threadId],
  )
}

/** The same row again, under the conversation's lock; `conversationId` is the one that holds the key. */
export async function lockOutbound(
  tx: TenantTx,
  conversationId: string,
  messageId: string,
): Promise<OutboundRow | null> {
  const [row] = await tx.lock<OutboundRow>(
    `conversation:${conversationId}`,
    `select ${COLUMNS} from outbound where tenant_id = $1 and message_id = $2`,
    [tx.tenantId, messageId],
  )
  return row ?? null
}

/** Claims: from here on, until it settles, the message may be on the customer's phone. */
export function claimOutbound(tx: TenantTx, messageId: string, process: number): void {
  tx.write(
    `update outbound set state = 'claimed', claimed_by = $3, claimed_at = $4, attempts = attempts + 1
     where tenant_id = $1 and message_id = $2`,
    [tx.tenantId, messageId, process, tx.now],
  )
  tx.write(`update message set status = 'sending' where tenant_id = $1 and id = $2`, [tx.tenantId, messageId])
}

/** Its failures so far count no more: a person wants it sent again. */
export function countAnew(tx: TenantTx, messageId: string): void {
  tx.write('update outbound set attempts = 0 where tenant_id = $1 and message_id = $2', [
    tx.tenantId,
    messageId,
  ])
}

/**
 * Moves a message to another state and says so to the consoles. WhatsApp's id is kept unless another message bears it.
 * @param threadId where the message stands now
 */
export function updateOutbound(
  tx: TenantTx,
  threadId: string,
  outbound: OutboundRow,
  update: SendUpdate,
): void {
  tx.write(
    `with sent as (
       update outbound set state = $3, not_before = $4, failure = $5 where tenant_id = $1 and message_id = $2
     )
     update message set status = $6, wa_id = case when $7::text is null
         or exists (select from message m where m.tenant_id = $1 and m.wa_id = $7) then wa_id else $7 end
     where tenant_id = $1 and id = $2`,
    [
      tx.tenantId,
      outbound.messageId,
      update.state,
      update.notBefore ?? outbound.notBefore,
      update.failure ?? null,
      update.status,
      update.waId ?? null,
    ],
  )
  tx.announce({ type: 'message.changed', conversationId: threadId, messageId: outbound.messageId })
}

/** Where a conversation's messages go, and what of the way there matters. */
export type Target = {
  /** The address the customer last wrote from. */
  jid: string
  phone: string | null
  instance: string
  instanceId: string
  channel: Channel
  template: Template | null
  lastInboundAt: Date | null
}

export async function sendTarget(tx: TenantTx, conversationId: string): Promise<Target | null> {
  const [row] = await tx.query<Target>(
    `select c.last_jid as jid, c.phone, i.name as instance, i.id as "instanceId", i.channel, i.template,
       v.last_inbound_at as "lastInboundAt"
     from conversation v
     join contact c on c.tenant_id = v.tenant_id and c.id = v.contact_id
     join instance i on i.tenant_id = v.tenant_id and i.id = v.instance_id
     where v.tenant_id = $1 and v.id = $2`,
    [tx.tenantId, conversationId],
  )
  return row ?? null
}

/**
 * Takes the number's next slot for someone who did not just write; the slot after it comes `gapMs` later.
 * @returns when the message may leave
 */
export async function takeSlot(
  tx: TenantTx,
  outbound: OutboundRow,
  instanceId: string,
  gapMs: number,
): Promise<Date> {
  const [row] = await tx.query<{ slot: Date }>(
    `update instance set next_slot_at = greatest(next_slot_at, $3) + $4 * interval '1 millisecond'
     where tenant_id = $1 and id = $2 returning next_slot_at - $4 * interval '1 millisecond' as slot`,
    [tx.tenantId, instanceId, tx.now, gapMs],
  )
  const slot = row?.slot ?? tx.now
  await tx.query(
    'update outbound set paced = true, not_before = $3 where tenant_id = $1 and message_id = $2',
    [tx.tenantId, outbound.messageId, slot],
  )
  return slot
}

/** Is a process number held by a living process? */
export async function processAlive(tx: TenantTx, process: number): Promise<boolean> {
  const [row] = await tx.query<{ alive: boolean }>('select process_alive($1) as alive', [process])
  return row?.alive ?? false
}

/** WhatsApp ids among these that belong to messages we know: such a record is not the send we look for. */
export async function knownWaIds(tx: TenantTx, waIds: string[]): Promise<Set<string>> {
  const rows = await tx.query<{ wa_id: string }>(
    'select wa_id from message where tenant_id = $1 and wa_id = any ($2)',
    [tx.tenantId, waIds],
  )
  return new Set(rows.map((row) => row.wa_id))
}
