import type { Media, MessageKind } from '@plantao/shared/conversations'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { lockConversation } from './conversation.repo.ts'
import { openTurn } from './open-turn.ts'
import type { ReceiveSettings } from './receive.ts'

/** A message whose file is to be fetched: what WhatsApp knows it by, and what is shown of it. */
export type FileMessage = {
  kind: MessageKind
  text: string | null
  media: Media
  waId: string
  /** The instance it came through, by Evolution's name. */
  instance: string
  createdAt: Date
}

export async function fileMessage(tx: TenantTx, messageId: string): Promise<FileMessage | null> {
  const [row] = await tx.query<FileMessage>(
    `select m.kind, m.content as text, m.media, m.wa_id as "waId", i.name as instance, m.created_at as "createdAt"
     from message m
     join conversation v on v.tenant_id = m.tenant_id and v.id = m.conversation_id
     join instance i on i.tenant_id = v.tenant_id and i.id = v.instance_id
     where m.tenant_id = $1 and m.id = $2 and m.media is not null and m.wa_id is not null`,
    [tx.tenantId, messageId],
  )
  return row ?? null
}

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
  const [found] = await tx.query<{ conversation_id: string }>(
    'select conversation_id from message where tenant_id = $1 and id = $2',
    [tx.tenantId, messageId],
  )
  const conversation = found && (await lockConversation(tx, found.conversation_id))
  if (!conversation) return
  const [message] = await tx.query<{ revision: number | null; waited: boolean }>(
    `with old as (select media, turn_revision from message where tenant_id = $1 and id = $2)
     update message m set media = m.media || $3::jsonb, content = coalesce($4, m.content) from old
     where m.tenant_id = $1 and m.id = $2
     returning m.turn_revision as revision, old.media ->> 'words' = 'pending' as waited`,
    [tx.tenantId, messageId, JSON.stringify(change.media), change.text ?? null],
  )
  tx.announce({ type: 'message.changed', conversationId: conversation.id, messageId })
  const open = (message?.revision ?? 0) > conversation.answeredRevision
  const told = change.media.words !== undefined && change.media.words !== 'pending'
  if (!open || !message?.waited || !told) return
  await openTurn(tx, conversation, {
    text: change.text ?? change.media.description ?? '',
    debounce: (await change.settings(tx)).debounce,
    traceId: change.traceId,
  })
}
