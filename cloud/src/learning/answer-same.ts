import type { AnsweredSame } from '@plantao/shared/learning'
import { type ConversationRow, lockConversation, type Read, sayAs } from '../conversations/index.ts'
import { gistOf, likeness, SAME_QUESTION } from '../knowledge/index.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Answered } from './same-question.repo.ts'

type Repeat = { answered: Answered; clientId: string; memberId: string; traceId: string }

/**
 * Gives a person's answer to one more who waits with the same question, as a reply of that person: once for a client id,
 * never over somebody who holds the conversation, never to one who does not wait with this question any more.
 * @returns what became of it, and what is to be shown as read after the commit
 */
export async function answerSame(
  tx: TenantTx,
  conversationId: string,
  { answered, clientId, memberId, traceId }: Repeat,
): Promise<{ item: AnsweredSame; read: Read | null }> {
  const conversation = await lockConversation(tx, conversationId)
  if (!conversation) return { item: { conversationId, outcome: 'gone' }, read: null }
  const said = await sayAs(tx, conversation, {
    memberId,
    traceId,
    message: { clientId, text: answered.answer },
    fits: (now) => stillAsks(now, answered),
  })
  switch (said.outcome) {
    case 'said':
      return { item: { conversationId, outcome: 'sent', messageId: said.messageId }, read: said.read }
    case 'held':
      return { item: { conversationId, outcome: 'held', heldBy: said.by.name }, read: null }
    case 'unfit':
      return { item: { conversationId, outcome: 'moved_on' }, read: null }
  }
}

function stillAsks({ id, state, handoffQuestion }: ConversationRow, answered: Answered): boolean {
  const waits = state === 'awaiting_human' && id !== answered.conversationId
  return waits && likeness(gistOf(answered.question), gistOf(handoffQuestion ?? '')) >= SAME_QUESTION
}
