import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Inbound } from '../whatsapp/index.ts'
import { readChanged, reword, withdraw } from './change.repo.ts'
import { lockConversation } from './conversation.repo.ts'
import { threadOfWaId } from './message.repo.ts'
import { openTurn } from './open-turn.ts'
import type { ReceiveContext } from './receive.ts'
import { chatOf, mayChange } from './whose.ts'

type Change = Extract<Inbound, { type: 'edited' | 'revoked' }>

/**
 * A bubble was changed or withdrawn by whoever wrote it. One of the customer's that waits for an answer makes the turn new;
 * one of the company's keeps what it said first.
 */
export async function receiveChange(
  tx: TenantTx,
  inbound: Change,
  context: ReceiveContext,
): Promise<'updated' | 'unknown_message' | 'not_theirs'> {
  const thread = await threadOfWaId(tx, inbound.waId)
  const conversation = thread && (await lockConversation(tx, thread))
  if (!conversation) return 'unknown_message'
  const message = await readChanged(tx, inbound.waId, conversation.answeredRevision)
  if (!message) return 'unknown_message'
  const chat = await chatOf(tx, conversation.contactId, inbound.by.identities)
  if (!mayChange(message.author, inbound.by.side, chat)) return 'not_theirs'
  // Evolution tells one change by up to three events.
  if (inbound.type === 'revoked' ? message.deleted : message.text === inbound.text) return 'updated'
  if (inbound.type === 'revoked') withdraw(tx, message.id)
  else reword(tx, message, inbound.text)
  tx.announce({ type: 'message.changed', conversationId: conversation.id, messageId: message.id })
  if (message.open)
    await openTurn(tx, conversation, {
      text: inbound.type === 'edited' ? inbound.text : '',
      debounce: (await context.settings(tx)).debounce,
      traceId: context.traceId,
    })
  return 'updated'
}
