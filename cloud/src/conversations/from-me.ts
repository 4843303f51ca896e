import type { TenantTx } from '../platform/tenant-tx.ts'
import { botWordsAfter } from './bot-words.ts'
import { type ConversationRow, saveOwnership, step } from './conversation.repo.ts'
import { judgeFromMe, judgePostponed } from './echoes.ts'
import { customerAskedAt } from './late.repo.ts'
import { afterEarlierWords } from './late-reply.ts'
import { insertMessage, isKnown } from './message.repo.ts'
import { openOutbound } from './outbound.repo.ts'
import type { OutboundRow } from './outbound-row.ts'
import { ownershipOf } from './ownership.ts'
import { clearUnread } from './read.repo.ts'
import { isUnsettled } from './send-states.ts'
import { type FromMe, postpone, takePostponed } from './unresolved.repo.ts'

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
  clearUnread(tx, conversation.id, tx.now)
  tx.announce({ type: 'conversation.changed', conversationId: conversation.id })
}

/**
 * A send in flight is settled: what was postponed is now its echo, a person, or waits on.
 * @param settled the send, and the WhatsApp id it got (null when it never left)
 */
export async function resolvePostponed(
  tx: TenantTx,
  conversation: ConversationRow,
  settled: { outbound: OutboundRow; waId: string | null },
): Promise<void> {
  const [postponed, open] = await Promise.all([
    takePostponed(tx, conversation.id),
    openOutbound(tx, conversation.id),
  ])
  const othersUnsettled = open.some((row) => row.messageId !== settled.outbound.messageId && isUnsettled(row))
  for (const { one, is } of judgePostponed(postponed, { ...settled, othersUnsettled })) {
    const { waId, at, late, ...content } = one
    if (is === 'postponed') postpone(tx, conversation.id, { waId, at, late, content })
    if (is === 'person') await takeOver(tx, conversation, { waId, at, late, content })
  }
}
