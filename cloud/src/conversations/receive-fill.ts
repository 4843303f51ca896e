import type { BotSettings } from '@plantao/shared/bot-settings'
import type { Media } from '@plantao/shared/conversations'
import { oneLine } from '@plantao/shared/cut'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { smallTalk } from '../portuguese/index.ts'
import type { InboundContent } from '../whatsapp/index.ts'
import { type ConversationRow, step } from './conversation.repo.ts'
import { fillBubble, nameQuestion, setRevision } from './fill.repo.ts'
import { fetchLater } from './message.repo.ts'
import { openTurn } from './open-turn.ts'

/** One line of what the customer wants, for the queue card. */
const QUESTION_LENGTH = 300

type Fill = { waId: string; content: InboundContent; media: Media | null; traceId: string }

/** Shows what a bubble of the company's phone holds that could not be read when it came. False when there is none. */
export async function fillOwn(
  tx: TenantTx,
  { id: conversationId }: ConversationRow,
  { waId, content, media, traceId }: Fill,
): Promise<boolean> {
  const filled = await fillBubble(tx, { ...content, conversationId, author: 'phone', waId, media })
  if (!filled) return false
  tx.announce({ type: 'message.changed', conversationId, messageId: filled.id })
  if (media?.state === 'pending') await fetchLater(tx, filled.id, traceId)
  return true
}

/**
 * A customer's bubble comes again under its id: as before, and nothing is done; or with what it holds, where that could not
 * be read at first. Then the customer has only now said it: the turn is made new, or who waits is known by it.
 */
export async function fillFromContact(
  tx: TenantTx,
  conversation: ConversationRow,
  { waId, content, media, traceId, debounce }: Fill & { debounce: BotSettings['debounce'] },
): Promise<'filled' | 'duplicate'> {
  const conversationId = conversation.id
  const filled = await fillBubble(tx, { ...content, conversationId, author: 'contact', waId, media })
  if (!filled) return 'duplicate'
  const messageId = filled.id
  tx.announce({ type: 'message.changed', conversationId, messageId })
  if (media?.state === 'pending') await fetchLater(tx, messageId, traceId)
  const text = content.text ?? ''
  const line = oneLine(text, QUESTION_LENGTH)
  if (line) nameQuestion(tx, conversationId, line)
  // Of history a person was or will be called as it is.
  if (filled.late) return 'filled'
  setRevision(tx, messageId, conversation.turnRevision + 1)
  const isSmallTalk = content.kind === 'text' && smallTalk(text) !== null
  await step(tx, conversation, { type: 'customer_wrote', at: tx.now, smallTalk: isSmallTalk })
  await openTurn(tx, conversation, { text, debounce, traceId })
  return 'filled'
}
