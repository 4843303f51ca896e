import type { TenantTx } from '../platform/database.ts'
import type { InboundContent } from '../whatsapp/index.ts'
import { type ConversationRow, step } from './conversation.repo.ts'
import { judgeFromMe, judgePostponed } from './echoes.ts'
import { insertMessage, isKnown } from './message.repo.ts'
import { type OutboundRow, openOutbound } from './outbound.repo.ts'
import { isUnsettled } from './send-states.ts'

type FromMe = { waId: string; at: Date; content: InboundContent }
type Postponed = { waId: string; at: Date } & InboundContent

/** A message of the company that we did not send through Evolution's answer: see `judgeFromMe`. */
export async function receiveFromMe(
  tx: TenantTx,
  conversation: ConversationRow,
  open: OutboundRow[],
  fromMe: FromMe,
): Promise<'known' | 'postponed' | 'takeover'> {
  const is = judgeFromMe({ known: await isKnown(tx, fromMe.waId), open })
  if (is === 'known') return 'known'
  if (is === 'postponed') {
    postpone(tx, conversation.id, fromMe)
    return 'postponed'
  }
  await takeOver(tx, conversation, fromMe)
  return 'takeover'
}

/** Judgement waits until the sends of the thread that are in the air have come to rest. */
function postpone(tx: TenantTx, threadId: string, { waId, at, content }: FromMe): void {
  tx.write(
    `insert into unresolved_from_me (tenant_id, conversation_id, wa_id, kind, content, media, at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [
      tx.tenantId,
      threadId,
      waId,
      content.kind,
      content.text,
      content.media ? JSON.stringify(content.media) : null,
      at,
    ],
  )
}

/** Somebody answered from the company's own phone. */
async function takeOver(tx: TenantTx, conversation: ConversationRow, fromMe: FromMe): Promise<void> {
  await insertMessage(tx, {
    conversationId: conversation.id,
    author: 'phone',
    kind: fromMe.content.kind,
    text: fromMe.content.text,
    media: fromMe.content.media,
    status: 'sent',
    waId: fromMe.waId,
    at: fromMe.at,
  })
  await step(tx, conversation, { type: 'human_wrote', at: fromMe.at, memberId: null })
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
       returning wa_id as "waId", kind, content as text, media, at`,
      [tx.tenantId, conversation.id],
    ),
    openOutbound(tx, conversation.id),
  ])
  const othersUnsettled = open.some((row) => row.messageId !== settled.outbound.messageId && isUnsettled(row))
  for (const { one, is } of judgePostponed(postponed, { ...settled, othersUnsettled })) {
    const { waId, at, ...content } = one
    if (is === 'postponed') postpone(tx, conversation.id, { waId, at, content })
    if (is === 'person') await takeOver(tx, conversation, { waId, at, content })
  }
}
