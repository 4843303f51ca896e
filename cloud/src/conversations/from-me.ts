import type { TenantTx } from '../platform/tenant-tx.ts'
import type { InboundContent } from '../whatsapp/index.ts'
import { botWordsAfter } from './bot-words.ts'
import { type ConversationRow, saveOwnership, step } from './conversation.repo.ts'
import { judgeFromMe, judgePostponed } from './echoes.ts'
import { customerAskedAt } from './late.repo.ts'
import { afterEarlierWords } from './late-reply.ts'
import { insertMessage, isKnown } from './message.repo.ts'
import { openOutbound } from './outbound.repo.ts'
import type { OutboundRow } from './outbound-row.ts'
import { ownershipOf } from './ownership.ts'
import { isUnsettled } from './send-states.ts'

type FromMe = {
  waId: string
  at: Date
  content: InboundContent
  /** Came so long after it was written that it is history. */
  late: boolean
}
type Postponed = Omit<FromMe, 'content'> & InboundContent

/** A message of the company that we did not send through Evolution's answer: see `judgeFromMe`. */
export async function receiveFromMe(
  tx: TenantTx,
  conversation: ConversationRow,
  open: OutboundRow[],
  fromMe: FromMe,
): Promise<'known' | 'postponed' | 'takeover' | 'history'> {
  const is = judgeFromMe({ known: await isKnown(tx, fromMe.waId), open })
  if (is === 'person') return takeOver(tx, conversation, fromMe)
  if (is === 'postponed') postpone(tx, conversation.id, fromMe)
  return is
}

/** Judgement waits until the sends of the thread that are in the air have come to rest. */
function postpone(tx: TenantTx, threadId: string, { waId, at, content, late }: FromMe): void {
  tx.write(
    `insert into unresolved_from_me (tenant_id, conversation_id, wa_id, kind, content, media, at, late)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (tenant_id, conversation_id, wa_id) do update
       set kind = excluded.kind, content = excluded.content, media = excluded.media
       where unresolved_from_me.kind = 'unsupported' and excluded.kind <> 'unsupported'`,
    [
      tx.tenantId,
      threadId,
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
  if (after !== before) await saveOwnership(tx, conversation, after, botWordsAfter(before, after))
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

/** Whether anything of a conversation, or of the one it was merged into, waits for the sends in the air. */
export async function anyPostponed(tx: TenantTx, conversationId: string): Promise<boolean> {
  const rows = await tx.query(
    `select from unresolved_from_me where tenant_id = $1 and conversation_id = (
       select coalesce(v.merged_into, v.id) from conversation v where v.tenant_id = $1 and v.id = $2) limit 1`,
    [tx.tenantId, conversationId],
  )
  return rows.length > 0
}

/**
 * A send in the air has come to rest: what was postponed is now its echo, a person, or waits on.
 * @param settled the send, and the WhatsApp id it got (null when it never left)
 */
export async function resolvePostponed(
  tx: TenantTx,
  conversation: ConversationRow,
  settled: { outbound: OutboundRow; waId: string | null },
): Promise<void> {
  const [postponed, open] = await Promise.all([
    tx.query<Postponed>(
      `delete from unresolved_from_me where tenant_id = $1 and conversation_id = $2
       returning wa_id as "waId", kind, content as text, media, at, late`,
      [tx.tenantId, conversation.id],
    ),
    openOutbound(tx, conversation.id),
  ])
  const othersUnsettled = open.some((row) => row.messageId !== settled.outbound.messageId && isUnsettled(row))
  for (const { one, is } of judgePostponed(postponed, { ...settled, othersUnsettled })) {
    const { waId, at, late, ...content } = one
    if (is === 'postponed') postpone(tx, conversation.id, { waId, at, late, content })
    if (is === 'person') await takeOver(tx, conversation, { waId, at, late, content })
  }
}

/** What waits for its echo goes with its thread: all of it, or what was written after an instant. */
export async function moveUnresolved(
  tx: TenantTx,
  from: string[],
  to: string,
  after: Date | null = null,
): Promise<void> {
  await tx.query(
    `with waits as (delete from unresolved_from_me where tenant_id = $1 and conversation_id = any ($2)
       and ($4::timestamptz is null or at > $4) returning *)
     insert into unresolved_from_me (tenant_id, conversation_id, wa_id, kind, content, media, at, late)
     select tenant_id, $3, wa_id, kind, content, media, at, late from waits on conflict do nothing`,
    [tx.tenantId, from, to, after],
  )
}
