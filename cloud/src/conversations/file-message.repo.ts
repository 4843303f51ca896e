import type { Media, MessageKind } from '@plantao/shared/conversations'
import type { TenantTx } from '../platform/tenant-tx.ts'

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

/**
 * Adds to what is known of a message's file, and gives the message the text that was heard in it, if any.
 * @returns the turn it belongs to, and whether its words were still being made out
 */
export async function mergeMedia(
  tx: TenantTx,
  messageId: string,
  media: Partial<Media>,
  text: string | undefined,
): Promise<{ revision: number | null; waited: boolean } | null> {
  const [message] = await tx.query<{ revision: number | null; waited: boolean }>(
    `with old as (select media, turn_revision from message where tenant_id = $1 and id = $2)
     update message m set media = m.media || $3::jsonb, content = coalesce($4, m.content) from old
     where m.tenant_id = $1 and m.id = $2
     returning m.turn_revision as revision, old.media ->> 'words' = 'pending' as waited`,
    [tx.tenantId, messageId, JSON.stringify(media), text ?? null],
  )
  return message ?? null
}
