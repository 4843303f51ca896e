import type { Media, SentKind } from '@plantao/shared/conversations'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { colleagueName } from './colleague.repo.ts'
import { type ConversationRow, step } from './conversation.repo.ts'
import { messageOfClient } from './message.repo.ts'
import { queueMessage } from './outbound.repo.ts'
import { heldByAnother } from './persons-step.ts'
import { newlyRead, type Read } from './read.repo.ts'
import { wakeDispatch } from './wake-dispatch.ts'

/** What a person sends; with a file, `text` is its caption and `keep` names its bytes in the same transaction. */
export type PersonsMessage = {
  /** The same one again is the same message. */
  clientId: string
  text: string
  file?: { kind: SentKind; media: Media; keep(tx: TenantTx, messageId: string): Promise<void> }
}

type Reply = {
  memberId: string
  message: PersonsMessage
  traceId: string
}
/** Asked under the lock, when nobody else holds the conversation: whether the words are still for it. */
type Condition = { fits: (conversation: ConversationRow) => boolean }

export type Said =
  /** `isNew` is false where the client id was known; `read` is to be shown on WhatsApp after the commit. */
  { outcome: 'said'; messageId: string; isNew: boolean; read: Read | null } | { outcome: 'held'; by: Holder }
type Unfit = { outcome: 'unfit' }

type Holder = { name: string; memberId: string }

/**
 * The one way in which a person replies, on a locked conversation: taken over in the transaction that queues the words,
 * once for a client id, never over somebody else who holds it. Who answers has taken in what was asked, wherever it was
 * read, so it shows as read.
 */
export function sayAs(
  tx: TenantTx,
  conversation: ConversationRow,
  reply: Reply & Condition,
): Promise<Said | Unfit>
export function sayAs(tx: TenantTx, conversation: ConversationRow, reply: Reply): Promise<Said>
export async function sayAs(
  tx: TenantTx,
  conversation: ConversationRow,
  { memberId, message, traceId, fits }: Reply & Partial<Condition>,
): Promise<Said | Unfit> {
  const earlier = await messageOfClient(tx, conversation.id, message.clientId)
  if (earlier) return { outcome: 'said', messageId: earlier, isNew: false, read: null }
  const by = await holderBeside(tx, conversation, memberId)
  if (by) return { outcome: 'held', by }
  if (fits && !fits(conversation)) return { outcome: 'unfit' }
  await step(tx, conversation, { type: 'human_wrote', at: tx.now, memberId })
  const { messageId } = await queueMessage(tx, conversation, {
    author: 'member',
    memberId,
    clientId: message.clientId,
    text: message.text,
    ...(message.file ? { file: message.file } : {}),
    epoch: null,
    traceId,
  })
  await message.file?.keep(tx, messageId)
  await wakeDispatch(tx, conversation.id, traceId)
  return { outcome: 'said', messageId, isNew: true, read: await newlyRead(tx, conversation.id) }
}

/** Who else holds a conversation, by name. */
export async function holderBeside(
  tx: TenantTx,
  conversation: ConversationRow,
  memberId: string,
): Promise<Holder | null> {
  const other = heldByAnother(conversation, memberId)
  if (!other) return null
  return { name: await colleagueName(tx, other), memberId: other }
}
