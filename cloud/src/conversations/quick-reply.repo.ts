import { MOST_QUICK_REPLIES, type QuickReply, type WriteQuickReply } from '@plantao/shared/quick-replies'
import { expected } from '../platform/errors.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { uuidv7 } from '../platform/uuid.ts'

type Row = { id: string; shortcut: string; text: string; updatedAt: Date }

const COLUMNS = 'id, shortcut, content as text, updated_at as "updatedAt"'

const present = (row: Row): QuickReply => ({ ...row, updatedAt: row.updatedAt.toISOString() })

/** A page in the order of shortcuts; the cursor is the last shortcut of the page before. */
export async function listQuickReplies(
  tx: TenantTx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: QuickReply[]; nextCursor?: string }> {
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from quick_reply where tenant_id = $1 and ($2::text is null or shortcut > $2) order by shortcut limit $3`,
    [tx.tenantId, cursor ?? null, limit + 1],
  )
  const items = rows.slice(0, limit).map(present)
  const last = items.at(-1)
  return rows.length > limit && last ? { items, nextCursor: last.shortcut } : { items }
}

/** A new one; the very same shortcut and text again answer the one there is. */
export async function createQuickReply(
  tx: TenantTx,
  memberId: string,
  { shortcut, text }: WriteQuickReply,
): Promise<QuickReply> {
  const [row] = await tx.query<Row>(
    `insert into quick_reply (tenant_id, id, shortcut, content, created_by, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $6) on conflict (tenant_id, shortcut) do nothing returning ${COLUMNS}`,
    [tx.tenantId, uuidv7(tx.now.getTime()), shortcut, text, memberId, tx.now],
  )
  if (!row) {
    const [known] = await tx.query<Row>(
      `select ${COLUMNS} from quick_reply where tenant_id = $1 and shortcut = $2`,
      [tx.tenantId, shortcut],
    )
    if (known?.text === text) return present(known)
    throw expected('quick_reply.taken', { shortcut })
  }
  const [{ count } = { count: 0 }] = await tx.query<{ count: number }>(
    'select count(*) as count from quick_reply where tenant_id = $1',
    [tx.tenantId],
  )
  if (count > MOST_QUICK_REPLIES) throw expected('quick_reply.too_many', { limit: MOST_QUICK_REPLIES })
  tx.announce({ type: 'settings.changed' })
  return present(row)
}

/** Changes shortcut and text; a shortcut another reply bears is refused. */
export async function changeQuickReply(
  tx: TenantTx,
  id: string,
  { shortcut, text }: WriteQuickReply,
): Promise<QuickReply> {
  const [other] = await tx.query(
    'select from quick_reply where tenant_id = $1 and shortcut = $2 and id <> $3',
    [tx.tenantId, shortcut, id],
  )
  if (other) throw expected('quick_reply.taken', { shortcut })
  const [row] = await tx.query<Row>(
    `update quick_reply set shortcut = $3, content = $4, updated_at = $5 where tenant_id = $1 and id = $2 returning ${COLUMNS}`,
    [tx.tenantId, id, shortcut, text, tx.now],
  )
  if (!row) throw expected('quick_reply.not_found')
  tx.announce({ type: 'settings.changed' })
  return present(row)
}

export async function deleteQuickReply(tx: TenantTx, id: string): Promise<void> {
  const gone = await tx.query('delete from quick_reply where tenant_id = $1 and id = $2 returning id', [
    tx.tenantId,
    id,
  ])
  if (gone.length > 0) tx.announce({ type: 'settings.changed' })
}
