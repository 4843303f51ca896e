import type { MessageKind } from '@plantao/shared/conversations'
import type { TenantTx } from '../platform/database.ts'
import type { InboundContent } from '../whatsapp/index.ts'
import { type ConversationRow, saveOwnership, step } from './conversation.repo.ts'
import { customerAskedAt } from './late.repo.ts'
import { afterEarlierWords } from './late-reply.ts'
import { insertMessage } from './message.repo.ts'
import type { OutboundRow } from './outbound.repo.ts'
import { ownershipOf } from './ownership.ts'

type FromMe = {
  waId: string
  at: Date
  content: InboundContent
  /** Came so long after it was written that it is history. */
  late: boolean
}
type Unresolved = {
  wa_id: string
  kind: InboundContent['kind']
  content: string | null
  media: InboundContent['media']
  at: Date
  late: boolean
}

/** An echo carries our words and comes within this time of the claim, whatever id it bears. */
const ECHO_WINDOW_MS = 120_000

/**
 * A message of the company that we did not send through Evolution's answer. While a send of ours is in the air it
 * may be that send's echo under another id, so judgement waits for the send; otherwise somebody typed on the
 * company's phone, and that is a takeover.
 */
export async function receiveFromMe(
  tx: TenantTx,
  conversation: ConversationRow,
  inFlight: OutboundRow | null,
  fromMe: FromMe,
): Promise<'known' | 'postponed' | 'takeover' | 'history'> {
  const [known] = await tx.query('select from message where tenant_id = $1 and wa_id = $2', [
    tx.tenantId,
    fromMe.waId,
  ])
  if (known) return 'known'
  if (inFlight) {
    postpone(tx, inFlight.conversationId, fromMe)
    return 'postponed'
  }
  return takeOver(tx, conversation, fromMe)
}

/** Judgement waits until the sends in the air have come to rest. */
function postpone(tx: TenantTx, conversationId: string, { waId, at, content, late }: FromMe): void {
  tx.write(
    `insert into unresolved_from_me (tenant_id, conversation_id, wa_id, kind, content, media, at, late)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (tenant_id, conversation_id, wa_id) do update
       set kind = excluded.kind, content = excluded.content, media = excluded.media
       where unresolved_from_me.kind = 'unsupported' and excluded.kind <> 'unsupported'`,
    [
      tx.tenantId,
      conversationId,
      waId,
      content.kind,
      content.text,
      content.media ? JSON.stringify(content.media) : null,
      at,
      late,
    ],
  )
}

/** Somebody answered from the company's own phone: just now, or so long ago that it is history. */
async function takeOver(
  tx: TenantTx,
  conversation: ConversationRow,
  { waId, at, content, late }: FromMe,
): Promise<'takeover' | 'history'> {
  const askedAt = late ? await customerAskedAt(tx, conversation.id) : null
  await insertMessage(tx, {
    conversationId: conversation.id,
    author: 'phone',
    kind: content.kind,
    text: content.text,
    media: content.media,
    status: 'sent',
    waId,
    at,
    late,
  })
  if (!late) {
    await step(tx, conversation, { type: 'human_wrote', at, memberId: null, arrivedAt: tx.now })
    return 'takeover'
  }
  const before = ownershipOf(conversation)
  const after = afterEarlierWords(before, { at, arrivedAt: tx.now, askedAt })
  if (after !== before) await saveOwnership(tx, conversation, after)
  // What they answered is no news for anybody.
  if (!askedAt || at > askedAt) markRead(tx, conversation)
  return 'history'
}

function markRead(tx: TenantTx, conversation: ConversationRow): void {
  if (conversation.unread === 0) return
  tx.write('update conversation set unread = 0, updated_at = $3 where tenant_id = $1 and id = $2', [
    tx.tenantId,
    conversation.id,
    tx.now,
  ])
  tx.announce({ type: 'conversation.changed', conversationId: conversation.id })
}

/** Whether anything of a conversation waits for the send in the air. */
export async function anyPostponed(tx: TenantTx, conversationId: string): Promise<boolean> {
  const rows = await tx.query(
    'select from unresolved_from_me where tenant_id = $1 and conversation_id = $2 limit 1',
    [tx.tenantId, conversationId],
  )
  return rows.length > 0
}

/**
 * The send in the air has come to rest: what was postponed is now either its echo or a person.
 * @param settled the send, and the WhatsApp id it got (null when it never left)
 */
export async function resolvePostponed(
  tx: TenantTx,
  conversation: ConversationRow,
  settled: { outbound: OutboundRow; waId: string | null },
): Promise<void> {
  const postponed = await tx.query<Unresolved>(
    `delete from unresolved_from_me where tenant_id = $1 and conversation_id = $2
     returning wa_id, kind, content, media, at, late`,
    [tx.tenantId, settled.outbound.conversationId],
  )
  if (postponed.length === 0) return
  const [unsettled] = await tx.query(
    `select from outbound where tenant_id = $1 and conversation_id = $2 and message_id <> $3
       and state in ('claimed', 'ambiguous', 'held') limit 1`,
    [tx.tenantId, settled.outbound.conversationId, settled.outbound.messageId],
  )
  let echoSeen = postponed.some((one) => one.wa_id === settled.waId)
  for (const one of postponed.sort((a, b) => +a.at - +b.at)) {
    if (one.wa_id === settled.waId) continue
    if (settled.waId && !echoSeen && isEcho(one, settled.outbound)) {
      echoSeen = true
      continue
    }
    const content = { kind: one.kind, text: one.content, media: one.media }
    const fromMe = { waId: one.wa_id, at: one.at, content, late: one.late }
    // It may be the echo of another message that is not settled, as a held one beside this.
    if (unsettled) {
      postpone(tx, settled.outbound.conversationId, fromMe)
      continue
    }
    await takeOver(tx, conversation, fromMe)
  }
}

function isEcho(one: Unresolved, outbound: OutboundRow): boolean {
  const distance = Math.abs(one.at.getTime() - (outbound.claimedAt ?? outbound.createdAt).getTime())
  return isSameSend(outbound, { kind: one.kind, text: one.content }) && distance <= ECHO_WINDOW_MS
}

/** Whether what WhatsApp shows is what we sent: the same kind under the same words. A voice note has no words. */
export function isSameSend(
  outbound: Pick<OutboundRow, 'kind' | 'body'>,
  shown: { kind: MessageKind; text: string | null },
): boolean {
  return shown.kind === outbound.kind && (shown.text ?? '').trim() === outbound.body.trim()
}
