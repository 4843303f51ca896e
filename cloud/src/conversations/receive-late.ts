import type { BotSettings } from '@plantao/shared/bot-settings'
import type { Media } from '@plantao/shared/conversations'
import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Inbound } from '../whatsapp/index.ts'
import { type ConversationRow, step } from './conversation.repo.ts'
import { hasOpenInTime, personWroteAt } from './late.repo.ts'
import { isSettledLate, lateDueAt } from './late-turn.ts'
import { insertMessage } from './message.repo.ts'
import { openTurn } from './open-turn.ts'

type Late = {
  inbound: Extract<Inbound, { type: 'message' }>
  media: Media | null
  debounce: BotSettings['debounce']
  traceId: string
}

/**
 * A customer's bubble of long ago: stored and shown as such. What still wants an answer opens a turn like any other, which
 * ends with a person called and no word of the bot (answer/history.ts); small talk, and what a person has answered since,
 * opens nothing and counts as read.
 */
export async function receiveLate(
  tx: TenantTx,
  conversation: ConversationRow,
  { inbound, media, debounce, traceId }: Late,
): Promise<'history' | 'duplicate'> {
  const { content, at } = inbound
  const answeredAt = await personWroteAt(tx, conversation.id)
  const isSettled = isSettledLate({ ...content, at }, answeredAt)
  const stored = await insertMessage(tx, {
    conversationId: conversation.id,
    author: 'contact',
    kind: content.kind,
    text: content.text,
    media,
    status: 'received',
    waId: inbound.waId,
    at,
    turnRevision: isSettled ? null : conversation.turnRevision + 1,
    late: true,
    unread: !isSettled,
    traceId,
  })
  if (!stored) return 'duplicate'
  if (isSettled) return 'history'
  // Whoever has taken the conversation sees at once that its customer waits.
  if (conversation.assigneeId !== null)
    await step(tx, conversation, { type: 'customer_wrote', at: tx.now, smallTalk: false })
  const hasInTime = await hasOpenInTime(tx, conversation.id, conversation.answeredRevision)
  const dueAt = lateDueAt({ turnDueAt: conversation.turnDueAt, hasInTime, now: tx.now })
  await openTurn(tx, conversation, { text: '', debounce, traceId, ...(dueAt ? { dueAt } : {}) })
  return 'history'
}
