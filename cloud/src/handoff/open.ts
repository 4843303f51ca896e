import { oneLine } from '@plantao/shared/cut'
import type { HandoffReason } from '@plantao/shared/handoff'
import { type ConversationRow, step } from '../conversations/index.ts'
import type { TenantTx } from '../platform/database.ts'

/** One line of what the customer wants, for the queue card. */
const QUESTION_LENGTH = 300

/**
 * The AI stops and a person must act: in one transaction the conversation waits and the consoles are told. What the bot
 * said to earlier questions and could not send yet still goes out. The caller queues the one message to the customer under the new epoch.
 */
export async function openHandoff(
  tx: TenantTx,
  conversation: ConversationRow,
  { reason, question }: { reason: HandoffReason; question: string },
): Promise<void> {
  const line = oneLine(question, QUESTION_LENGTH)
  await step(tx, conversation, { type: 'handed_off', at: tx.now, reason, question: line })
  tx.announce({ type: 'handoff.opened', conversationId: conversation.id })
}
