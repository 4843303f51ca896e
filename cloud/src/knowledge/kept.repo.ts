import type { TenantTx } from '../platform/tenant-tx.ts'
import type { VectorMatrix } from './vector-matrix.ts'
import type { VectorItem } from './vector-store.port.ts'

// Bytes travel as base64: the driver reads everything as text, and PostgreSQL's own text for bytes is half as long again.

/** The packed word index of a revision, if one of that form is kept. */
export async function readPackedIndex(
  tx: TenantTx,
  revisionId: string,
  form: string,
): Promise<Buffer | null> {
  const [row] = await tx.query<{ bytes: string }>(
    `select encode(bytes, 'base64') as bytes from knowledge_index where tenant_id = $1 and revision_id = $2 and form = $3`,
    [tx.tenantId, revisionId, form],
  )
  return row ? Buffer.from(row.bytes, 'base64') : null
}

/** Keeps the packed index of a revision in the place of an older form; a revision that has gone meanwhile keeps none. */
export async function keepPackedIndex(
  tx: TenantTx,
  revisionId: string,
  form: string,
  bytes: Buffer,
): Promise<void> {
  await tx.query(
    `insert into knowledge_index (tenant_id, revision_id, form, bytes)
     select r.tenant_id, r.id, $3, $4 from knowledge_revision r where r.tenant_id = $1 and r.id = $2
     on conflict (tenant_id, revision_id) do update set form = excluded.form, bytes = excluded.bytes`,
    [tx.tenantId, revisionId, form, bytes],
  )
}

/** The vectors of a revision's chunks, in the order of the text. */
export async function readVectors(tx: TenantTx, revisionId: string): Promise<VectorItem[]> {
  const rows = await tx.query<{ id: string; vector: number[] }>(
    'select id, vector from chunk where tenant_id = $1 and revision_id = $2 order by position',
    [tx.tenantId, revisionId],
  )
  return rows.map(({ id, vector }) => ({ chunkId: id, vector: Float32Array.from(vector) }))
}

/** The vectors of a revision side by side, if they are kept so. */
export async function readMatrix(tx: TenantTx, revisionId: string): Promise<VectorMatrix | null> {
  const [row] = await tx.query<{ chunkIds: string[]; bytes: string }>(
    `select chunk_ids as "chunkIds", encode(bytes, 'base64') as bytes from knowledge_matrix where tenant_id = $1 and revision_id = $2`,
    [tx.tenantId, revisionId],
  )
  if (!row) return null
  const { buffer, byteOffset, length } = Buffer.from(row.bytes, 'base64')
  const values = new Float32Array(buffer, byteOffset, length / Float32Array.BYTES_PER_ELEMENT)
  return { chunkIds: row.chunkIds, width: values.length / row.chunkIds.length, values }
}

/** Keeps them; a revision that has gone meanwhile keeps none. */
export async function keepMatrix(tx: TenantTx, revisionId: string, matrix: VectorMatrix): Promise<void> {
  const { buffer, byteOffset, byteLength } = matrix.values
  await tx.query(
    `insert into knowledge_matrix (tenant_id, revision_id, chunk_ids, bytes)
     select r.tenant_id, r.id, $3, $4 from knowledge_revision r where r.tenant_id = $1 and r.id = $2
     on conflict (tenant_id, revision_id) do nothing`,
    [tx.tenantId, revisionId, matrix.chunkIds, Buffer.from(buffer, byteOffset, byteLength)],
  )
}
