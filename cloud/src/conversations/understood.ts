import type { Media } from '@plantao/shared/conversations'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { lockConversation } from './conversation.repo.ts'
import { mergeMedia } from './file-message.repo.ts'
import { threadOfMessage } from './message.repo.ts'
import { openTurn } from './open-turn.ts'
import type { ReceiveSettings } from './receive.ts'

type Change = {
  media: Partial<Media>
  /** What was said in a voice note; becomes the message's text. */
  text?: string
  settings: (tx: TenantTx) => Promise<ReceiveSettings>
  traceId: string
}

/**
 * A file's state or words became known: shown at once, and where the bubble still waits for an answer and its words have
 * come (or will not), the turn is made new, so that what was drafted without them is void.
 */
export async function changeMedia(tx: TenantTx, messageId: string, change: Change): Promise<void> {
  const thread = await threadOfMessage(tx, messageId)
  const conversation = thread && (await lockConversation(tx, thread))
  if (!conversation) return
  const before = await mergeMedia(tx, messageId, change.media, change.text)
  tx.announce({ type: 'message.changed', conversationId: conversation.id, messageId })
  const open = (before?.revision ?? 0) > conversation.answeredRevision
  const told = change.media.words !== undefined && change.media.words !== 'pending'
  if (!open || !before?.waited || !told) return
  await openTurn(tx, conversation, {
    text: change.text ?? change.media.description ?? '',
    debounce: (await change.settings(tx)).debounce,
    traceId: change.traceId,
  })
}
