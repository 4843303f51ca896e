import type { MessageAuthor } from '@plantao/shared/conversations'
import type { TenantTx } from '../platform/tenant-tx.ts'

/** A bubble that is to be changed. `open`: the turn it belongs to still waits for an answer. */
export type Changed = {
  id: string
  author: MessageAuthor
  text: string | null
  deleted: boolean
  open: boolean
}

/** @param answered the newest turn of its conversation that was answered */
export async function readChanged(tx: TenantTx, waId: string, answered: number): Promise<Changed | null> {
  const [message] = await tx.query<Changed>(
    `select id, author, content as text, deleted_at is not null as deleted, coalesce(turn_revision > $3, false) as open
     from message where tenant_id = $1 and wa_id = $2`,
    [tx.tenantId, waId, answered],
  )
  return message ?? null
}

/** Gives a bubble other words; one of the company's keeps what it said first. */
export function reword(tx: TenantTx, { id, author }: Changed, text: string): void {
  tx.write(
    `update message set content = $3, edited_at = $4, original = case when $5 then coalesce(original, content, '') else original end
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, text, tx.now, author !== 'contact'],
  )
}

/** Notes that whoever wrote a bubble took it back. */
export function withdraw(tx: TenantTx, id: string): void {
  tx.write('update message set deleted_at = $3 where tenant_id = $1 and id = $2', [tx.tenantId, id, tx.now])
}
