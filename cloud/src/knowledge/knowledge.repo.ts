import type { Knowledge, RevisionOrigin } from '@plantao/shared/knowledge'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { uuidv7 } from '../platform/uuid.ts'
import type { Chunk } from './chunking/chunk-knowledge.ts'

/** A chunk as it is stored: its place in the text, its heading and the id that receipts cite. */
export type StoredChunk = { id: string; position: number; text: string; heading?: string; hash: string }

type Pointer = { revisionId: string | null; number: number; embedder: string | null }

/** What searches follow: the published revision, whole or not at all. */
export async function publishedRevision(tx: TenantTx): Promise<Pointer> {
  const [row] = await tx.query<Pointer>(
    `select k.published_revision as "revisionId", coalesce(r.number, 0) as number, r.embedder from knowledge k
     left join knowledge_revision r on r.tenant_id = k.tenant_id and r.id = k.published_revision where k.tenant_id = $1`,
    [tx.tenantId],
  )
  return row ?? { revisionId: null, number: 0, embedder: null }
}

export async function readKnowledge(tx: TenantTx): Promise<Knowledge> {
  const [row] = await tx.query<{
    text: string | null
    number: number | null
    published_at: Date | null
    indexing: boolean
    failed: boolean
    done: number | null
    total: number | null
  }>(
    `select r.content as text, r.number, k.published_at, n.indexed_chunks as done, n.total_chunks as total,
       coalesce(n.status = 'indexing', false) as indexing, coalesce(n.status = 'failed', false) as failed
     from knowledge k left join knowledge_revision r on r.tenant_id = k.tenant_id and r.id = k.published_revision
     left join knowledge_revision n on n.tenant_id = k.tenant_id and n.number = k.last_number
     where k.tenant_id = $1`,
    [tx.tenantId],
  )
  const published = row?.number != null
  const rest = published ? 'ready' : 'empty'
  return {
    text: row?.text ?? '',
    revision: row?.number ?? 0,
    status: row?.indexing ? 'indexing' : row?.failed ? 'failed' : rest,
    ...(row?.published_at ? { publishedAt: row.published_at.toISOString() } : {}),
    ...(row?.indexing && row.total ? { progress: { done: row.done ?? 0, total: row.total } } : {}),
  }
}

export type NewRevision = {
  memberId: string | null
  origin?: RevisionOrigin
  /** The number of the revision that is brought back; only with `restore`. */
  restoredFrom?: number
}

/**
 * A new revision, not searched yet. Repeating the published text is no new revision, unless it is brought back from
 * the history after something newer was begun. Holds the tenant's knowledge until the transaction ends.
 */
export async function openRevision(
  tx: TenantTx,
  text: string,
  { memberId, origin = 'editor', restoredFrom }: NewRevision,
): Promise<{ id: string; number: number; isNew: boolean }> {
  const known = await lockKnowledge(tx)
  if (known.id && known.content === text && known.number !== null && known.number === known.lastNumber)
    return { id: known.id, number: known.number, isNew: false }
  const id = uuidv7(tx.now.getTime())
  const number = known.lastNumber + 1
  await tx.query(
    `insert into knowledge_revision (tenant_id, id, number, content, status, created_by, created_at, origin, restored_from)
     values ($1, $2, $3, $4, 'indexing', $5, $6, $7, $8)`,
    [tx.tenantId, id, number, text, memberId, tx.now, origin, restoredFrom ?? null],
  )
  await tx.query('update knowledge set last_number = $2 where tenant_id = $1', [tx.tenantId, number])
  return { id, number, isNew: true }
}

type Locked = { lastNumber: number; id: string | null; number: number | null; content: string | null }

/** Locks the tenant's knowledge; the row is made on first sight, so that two first publishers meet on it. */
async function lockKnowledge(tx: TenantTx): Promise<Locked> {
  await tx.query('insert into knowledge (tenant_id) values ($1) on conflict do nothing', [tx.tenantId])
  const [row] = await tx.lock<Locked>(
    `knowledge:${tx.tenantId}`,
    `select k.last_number as "lastNumber", r.id, r.number, r.content from knowledge k
     left join knowledge_revision r on r.tenant_id = k.tenant_id and r.id = k.published_revision
     where k.tenant_id = $1`,
    [tx.tenantId],
    { of: 'k' },
  )
  return row!
}

/** The newest text, published or on its way, under the knowledge's lock: what an addition is added to. */
export async function lockNewestText(tx: TenantTx): Promise<string> {
  const { lastNumber } = await lockKnowledge(tx)
  const [row] = await tx.query<{ text: string }>(
    `select content as text from knowledge_revision where tenant_id = $1 and number <= $2 and status <> 'failed'
     order by number desc limit 1`,
    [tx.tenantId, lastNumber],
  )
  return row?.text ?? ''
}

export async function readRevisionText(
  tx: TenantTx,
  revisionId: string,
): Promise<{ text: string; number: number; status: string } | null> {
  const [row] = await tx.query<{ text: string; number: number; status: string }>(
    'select content as text, number, status from knowledge_revision where tenant_id = $1 and id = $2',
    [tx.tenantId, revisionId],
  )
  return row ?? null
}

export async function storeChunks(
  tx: TenantTx,
  revisionId: string,
  chunks: (Chunk & { id: string; vector: Float32Array })[],
): Promise<void> {
  for (const chunk of chunks) {
    await tx.query(
      `insert into chunk (tenant_id, id, revision_id, position, starts, ends, heading, content, hash, vector)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (tenant_id, revision_id, position) do nothing`,
      [
        tx.tenantId,
        chunk.id,
        revisionId,
        chunk.position,
        chunk.start,
        chunk.end,
        chunk.heading ?? null,
        chunk.text,
        chunk.hash,
        Array.from(chunk.vector),
      ],
    )
  }
}

/** Tells how far indexing is. */
export async function noteProgress(
  tx: TenantTx,
  revisionId: string,
  done: number,
  total: number,
): Promise<void> {
  await tx.query(
    'update knowledge_revision set indexed_chunks = $3, total_chunks = $4 where tenant_id = $1 and id = $2',
    [tx.tenantId, revisionId, done, total],
  )
  tx.announce({ type: 'knowledge.progress' })
}

/** Moves the pointer, unless a newer revision was published meanwhile. Two that end at once meet on the lock. */
export async function pointAt(
  tx: TenantTx,
  revisionId: string,
  number: number,
  embedder: string,
): Promise<void> {
  await tx.query(
    `update knowledge_revision set status = 'ready', embedder = $3, failure = null where tenant_id = $1 and id = $2`,
    [tx.tenantId, revisionId, embedder],
  )
  await lockKnowledge(tx)
  const current = await publishedRevision(tx)
  if (current.number >= number) return
  await tx.query('update knowledge set published_revision = $2, published_at = $3 where tenant_id = $1', [
    tx.tenantId,
    revisionId,
    tx.now,
  ])
  tx.announce({ type: 'knowledge.published' })
}

export async function readChunks(tx: TenantTx, revisionId: string): Promise<StoredChunk[]> {
  const rows = await tx.query<{
    id: string
    position: number
    text: string
    heading: string | null
    hash: string
  }>(
    `select id, position, content as text, heading, hash from chunk
     where tenant_id = $1 and revision_id = $2 order by position`,
    [tx.tenantId, revisionId],
  )
  return rows.map(({ heading, ...row }) => (heading ? { ...row, heading } : row))
}

export async function readDraft(tx: TenantTx): Promise<{ text: string; updatedAt?: string }> {
  const [row] = await tx.query<{ draft: string | null; draft_at: Date | null }>(
    'select draft, draft_at from knowledge where tenant_id = $1',
    [tx.tenantId],
  )
  return { text: row?.draft ?? '', ...(row?.draft_at ? { updatedAt: row.draft_at.toISOString() } : {}) }
}

export async function saveDraft(tx: TenantTx, text: string): Promise<void> {
  await tx.query(
    `insert into knowledge (tenant_id, draft, draft_at) values ($1, $2, $3)
     on conflict (tenant_id) do update set draft = excluded.draft, draft_at = excluded.draft_at`,
    [tx.tenantId, text, tx.now],
  )
}
