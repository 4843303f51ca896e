import type { TenantTx } from '../platform/tenant-tx.ts'
import type { InboundContent } from '../whatsapp/index.ts'

/** A message of the company that did not leave through us, or is not yet known to have. */
export type FromMe = {
  waId: string
  at: Date
  content: InboundContent
  /** Came so long after it was written that it is history. */
  late: boolean
}
export type Postponed = Omit<FromMe, 'content'> & InboundContent

/** Judgement waits until the thread's sends in flight are settled. */
export function postpone(tx: TenantTx, threadId: string, { waId, at, content, late }: FromMe): void {
  tx.write(
    `insert into unresolved_from_me (tenant_id, conversation_id, wa_id, kind, content, media, at, late)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (tenant_id, conversation_id, wa_id) do update
       set kind = excluded.kind, content = excluded.content, media = excluded.media
       where unresolved_from_me.kind = 'unsupported' and excluded.kind <> 'unsupported'`,
    [
      tx.tenantId,
      threadId,
      waId,
      content.kind,
      content.text,
      content.media ? JSON.stringify(content.media) : null,
      at,
      late,
    ],
  )
}

/** Whether anything of a conversation, or of the one it was merged into, waits for the sends in flight. */
export async function anyPostponed(tx: TenantTx, conversationId: string): Promise<boolean> {
  const rows = await tx.query(
    `select from unresolved_from_me where tenant_id = $1 and conversation_id = (
       select coalesce(v.merged_into, v.id) from conversation v where v.tenant_id = $1 and v.id = $2) limit 1`,
    [tx.tenantId, conversationId],
  )
  return rows.length > 0
}

/** Takes out everything of a thread that waits to be judged. */
export function takePostponed(tx: TenantTx, threadId: string): Promise<Postponed[]> {
  return tx.query<Postponed>(
    `delete from unresolved_from_me where tenant_id = $1 and conversation_id = $2
     returning wa_id as "waId", kind, content as text, media, at, late`,
    [tx.tenantId, threadId],
  )
}

/** What waits for its echo goes with its thread: all of it, or what was written after an instant. */
export async function moveUnresolved(
  tx: TenantTx,
  from: string[],
  to: string,
  after: Date | null = null,
): Promise<void> {
  await tx.query(
    `with waits as (delete from unresolved_from_me where tenant_id = $1 and conversation_id = any ($2)
       and ($4::timestamptz is null or at > $4) returning *)
     insert into unresolved_from_me (tenant_id, conversation_id, wa_id, kind, content, media, at, late)
     select tenant_id, $3, wa_id, kind, content, media, at, late from waits on conflict do nothing`,
    [tx.tenantId, from, to, after],
  )
}
