import type { MessageAuthor } from '@plantao/shared/conversations'
import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Inbound } from '../whatsapp/index.ts'
import { lockConversation } from './conversation.repo.ts'
import { openTurn } from './open-turn.ts'
import type { ReceiveContext } from './receive.ts'
import { chatOf, mayChange } from './whose.ts'

type Change = Extract<Inbound, { type: 'edited' | 'revoked' }>
type Changed = { id: string; author: MessageAuthor; text: string | null; deleted: boolean; open: boolean }

/**
 * A bubble was changed or withdrawn by whoever wrote it. One of the customer's that waits for an answer makes the turn new;
 * one of the company's keeps what it said first.
 */
export async function receiveChange(
  tx: TenantTx,
  inbound: Change,
  context: ReceiveContext,
): Promise<'updated' | 'unknown_message' | 'not_theirs'> {
  const [found] = await tx.query<{ conversation_id: string }>(
    'select conversation_id from message where tenant_id = $1 and wa_id = $2',
    [tx.tenantId, inbound.waId],
  )
  const conversation = found && (await lockConversation(tx, found.conversation_id))
  if (!conversation) return 'unknown_message'
  const [message] = await tx.query<Changed>(
    `select id, author, content as text, deleted_at is not null as deleted, coalesce(turn_revision > $3, false) as open
     from message where tenant_id = $1 and wa_id = $2`,
    [tx.tenantId, inbound.waId, conversation.answeredRevision],
  )
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

function reword(tx: TenantTx, { id, author }: Changed, text: string): void {
  tx.write(
    `update message set content = $3, edited_at = $4, original = case when $5 then coalesce(original, content, '') else original end
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, text, tx.now, author !== 'contact'],
  )
}

function withdraw(tx: TenantTx, id: string): void {
  tx.write('update message set deleted_at = $3 where tenant_id = $1 and id = $2', [tx.tenantId, id, tx.now])
}
