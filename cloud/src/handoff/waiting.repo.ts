import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'

/** Customers of whom nobody was told yet, and since when the first of them waits; null when there are none. */
export type Waiting = { count: number; since: Date }

/** Those who wait for a person since before an instant and of whom the owners were not told. */
export async function untoldWaiting(tx: TenantTx, before: Date): Promise<Waiting | null> {
  const [row] = await tx.query<Waiting>(
    `select count(*)::int as count, min(c.waiting_since) as since from conversation c
     where c.tenant_id = $1 and ${UNTOLD} having count(*) > 0`,
    [tx.tenantId, before],
  )
  return row ?? null
}

/** Those who wait now since before an instant, told of or not. */
export async function stillWaiting(tx: TenantTx, before: Date): Promise<Waiting | null> {
  const [row] = await tx.query<Waiting>(
    `select count(*)::int as count, min(c.waiting_since) as since from conversation c
     where c.tenant_id = $1 and ${WAITS} having count(*) > 0`,
    [tx.tenantId, before],
  )
  return row ?? null
}

/** Notes that the owners know of them. */
export async function noteTold(tx: TenantTx, before: Date): Promise<void> {
  await tx.query(`update conversation c set told_waiting_at = $3 where c.tenant_id = $1 and ${UNTOLD}`, [
    tx.tenantId,
    before,
    tx.now,
  ])
}

/** A person who claimed it is at it already. */
const WAITS = `c.state = 'awaiting_human' and c.merged_into is null and c.assignee_id is null and c.waiting_since < $2`
const UNTOLD = `${WAITS} and (c.told_waiting_at is null or c.told_waiting_at < c.waiting_since)`

/** Companies in which somebody has waited for a person since before an instant, and the owners were not told. */
export async function tenantsWaiting(db: Database, before: Date, most: number): Promise<string[]> {
  const rows = await db.lookup<{ tenant_id: string }>('select * from tenants_with_waiting($1, $2)', [
    before,
    most,
  ])
  return rows.map((row) => row.tenant_id)
}
