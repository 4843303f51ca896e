import type { KnowledgeRevision, KnowledgeRevisionText, RevisionOrigin } from '@plantao/shared/knowledge'
import { numberCursor } from '../platform/cursor.ts'
import { expected } from '../platform/errors.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'

type Row = {
  id: string
  number: number
  status: KnowledgeRevision['status']
  current: boolean
  characters: number
  origin: RevisionOrigin
  restoredFrom: number | null
  byId: string | null
  byName: string | null
  createdAt: Date
}

const COLUMNS = `r.id, r.number, r.status, r.id = k.published_revision as current, length(r.content) as characters, r.origin,
    r.restored_from as "restoredFrom", m.id as "byId", m.name as "byName", r.created_at as "createdAt"`
const FROM = `from knowledge_revision r join knowledge k on k.tenant_id = r.tenant_id
  left join member m on m.tenant_id = r.tenant_id and m.id = r.created_by where r.tenant_id = $1`

/** The version history, newest first. `cursor` is the number a page ended with. */
export async function listRevisions(
  tx: TenantTx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: KnowledgeRevision[]; nextCursor?: string }> {
  const rows = await tx.query<Row>(
    `select ${COLUMNS} ${FROM} and ($2::integer is null or r.number < $2) order by r.number desc limit $3`,
    [tx.tenantId, numberCursor(cursor, 9), limit + 1],
  )
  const items = rows.slice(0, limit).map(present)
  const last = items.at(-1)
  return rows.length > limit && last ? { items, nextCursor: String(last.number) } : { items }
}

/** One revision with its text. Throws `knowledge.no_revision`. */
export async function readRevision(tx: TenantTx, id: string): Promise<KnowledgeRevisionText> {
  const [row] = await tx.query<Row & { text: string }>(
    `select ${COLUMNS}, r.content as text ${FROM} and r.id = $2`,
    [tx.tenantId, id],
  )
  if (!row) throw expected('knowledge.no_revision')
  return { ...present(row), text: row.text }
}

function present(row: Row): KnowledgeRevision {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    current: row.current ?? false,
    characters: row.characters,
    origin: row.origin,
    createdAt: row.createdAt.toISOString(),
    ...(row.restoredFrom !== null ? { restoredFrom: row.restoredFrom } : {}),
    ...(row.byId && row.byName ? { by: { id: row.byId, name: row.byName } } : {}),
  }
}
