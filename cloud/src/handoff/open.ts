import { oneLine } from '@plantao/shared/cut'
import { type CalledFor, type ConversationRow, step } from '../conversations/index.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'

/** One line of what the customer wants, for the queue card. */
const QUESTION_LENGTH = 300

/**
 * The AI stops and a person must act: in one transaction the conversation waits and the consoles are told. What the bot
 * said to earlier questions and could not send yet still goes out. `since`: when the wait began, now unless told. The caller queues the one message to the customer under the new epoch.
 */
export async function openHandoff(
  tx: TenantTx,
  conversation: ConversationRow,
  { reason, question, since }: { reason: CalledFor; question: string; since?: Date },
): Promise<void> {
  const line = oneLine(question, QUESTION_LENGTH)
  await step(tx, conversation, { type: 'handed_off', at: since ?? tx.now, reason, question: line })
  tx.announce({ type: 'handoff.opened', conversationId: conversation.id })
}
