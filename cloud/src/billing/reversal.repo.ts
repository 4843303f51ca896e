import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Reversal, ReversalState } from './reversal.ts'

export type ReversalRow = Reversal & { seenAt: Date; changedAt: Date }

/** What is known of these refunds and disputes. */
export async function knownReversals(tx: TenantTx, ids: string[]): Promise<Map<string, ReversalState>> {
  const rows = await tx.query<{ id: string; state: ReversalState }>(
    'select id, state from reversal where tenant_id = $1 and id = any($2::text[])',
    [tx.tenantId, ids],
  )
  return new Map(rows.map(({ id, state }) => [id, state]))
}

/** Writes news down. Answers whether it still was: another run may have been faster. */
export async function putReversal(
  tx: TenantTx,
  { id, kind, state, cents }: Reversal,
  invoice: string | null,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into reversal as r (tenant_id, id, kind, state, cents, invoice, seen_at, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7)
     on conflict (tenant_id, id) do update set state = excluded.state, changed_at = excluded.changed_at
       where r.state = 'open' and excluded.state <> 'open'
     returning 1`,
    [tx.tenantId, id, kind, state, cents, invoice, tx.now],
  )
  return rows.length > 0
}

/** Newest first. A company has few: none is paged away. */
export function listReversals(tx: TenantTx): Promise<ReversalRow[]> {
  return tx.query<ReversalRow>(
    `select id, kind, state, cents, seen_at as "seenAt", changed_at as "changedAt" from reversal
     where tenant_id = $1 order by seen_at desc, id limit 50`,
    [tx.tenantId],
  )
}

/** Is this dispute undecided, as far as we know? */
export async function isContested(tx: TenantTx, id: string): Promise<boolean> {
  return (await knownReversals(tx, [id])).get(id) === 'open'
}
