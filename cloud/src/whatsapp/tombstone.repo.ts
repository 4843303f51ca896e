import type { TenantTx } from '../platform/tenant-tx.ts'
import type { TombstoneKind } from './tombstone.ts'

export type Tombstone = { hash: Buffer; kind: TombstoneKind; erasedAt: Date }

/** Those of these hashes that stand for somebody or something erased. */
export function readTombstones(tx: TenantTx, hashes: Buffer[]): Promise<Tombstone[]> {
  if (hashes.length === 0) return Promise.resolve([])
  return tx.query<Tombstone>(
    'select hash, kind, erased_at as "erasedAt" from tombstone where tenant_id = $1 and hash = any ($2)',
    [tx.tenantId, hashes],
  )
}

/** Puts up tombstones; one that stands already moves to the later erasure. */
export async function putTombstones(
  tx: TenantTx,
  kind: TombstoneKind,
  hashes: Buffer[],
  erasedAt: Date,
): Promise<void> {
  if (hashes.length === 0) return
  await tx.query(
    `insert into tombstone (tenant_id, hash, kind, erased_at)
     select distinct $1::uuid, h, $3, $4::timestamptz from unnest($2::bytea[]) h
     on conflict (tenant_id, hash) do update set erased_at = greatest(tombstone.erased_at, excluded.erased_at)`,
    [tx.tenantId, hashes, kind, erasedAt],
  )
}

/** Whether the company ever erased anybody: spares everyone else a look for each message. */
export async function anyTombstones(tx: TenantTx): Promise<boolean> {
  const rows = await tx.query('select from tombstone where tenant_id = $1 limit 1', [tx.tenantId])
  return rows.length > 0
}

/** Which of these names belong to a contact today. */
export async function livingNames(tx: TenantTx, identities: string[]): Promise<Set<string>> {
  const rows = await tx.query<{ identity: string }>(
    'select identity from contact_identity where tenant_id = $1 and identity = any ($2)',
    [tx.tenantId, identities],
  )
  return new Set(rows.map((row) => row.identity))
}
