import type { Media, MessageAuthor, MessageKind } from '@plantao/shared/conversations'
import type { TenantTx } from '../platform/tenant-tx.ts'

type Filled = { id: string; late: boolean }
type Told = {
  /** The thread it came in, and whose bubble it may fill there: nobody fills another's. */
  conversationId: string
  author: Extract<MessageAuthor, 'contact' | 'phone'>
  waId: string
  kind: MessageKind
  text: string | null
  media: Media | null
}

/**
 * Puts content into a bubble that was stored as something we do not show: WhatsApp tells of a message before it can be
 * read, and sends the words later under the same id. Null when there is no such bubble, or it has its content already.
 */
export async function fillBubble(
  tx: TenantTx,
  { conversationId, author, waId, kind, text, media }: Told,
): Promise<Filled | null> {
  if (kind === 'unsupported') return null
  const [row] = await tx.query<Filled>(
    `update message set kind = $3, content = $4, media = $5
     where tenant_id = $1 and wa_id = $2 and conversation_id = $6 and author = $7
       and kind = 'unsupported' and content is null and deleted_at is null
     returning id, late`,
    [tx.tenantId, waId, kind, text, media ? JSON.stringify(media) : null, conversationId, author],
  )
  return row ?? null
}

/** Puts a bubble into a turn. */
export function setRevision(tx: TenantTx, messageId: string, turnRevision: number): void {
  tx.write('update message set turn_revision = $3 where tenant_id = $1 and id = $2', [
    tx.tenantId,
    messageId,
    turnRevision,
  ])
}

/** Tells who waits what the customer wants, where the card could not say it so far. */
export function nameQuestion(tx: TenantTx, conversationId: string, question: string): void {
  tx.write(
    `update conversation set handoff_question = $3, updated_at = $4
     where tenant_id = $1 and id = $2 and state = 'awaiting_human' and handoff_question = ''`,
    [tx.tenantId, conversationId, question, tx.now],
  )
}
