import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'

export type TenantRow = { id: string; name: string; timeZone: string }

export async function tenantBySlug(db: Database, slug: string): Promise<string | null> {
  const [row] = await db.lookup<{ id: string | null }>('select tenant_of_slug($1) as id', [slug])
  return row?.id ?? null
}

/** The tenant called like this, or null. */
export async function findTenant(db: Database, slug: string): Promise<TenantRow | null> {
  const id = await tenantBySlug(db, slug)
  return id ? db.tenant(id, readTenant) : null
}

export async function readTenant(tx: TenantTx): Promise<TenantRow | null> {
  const [row] = await tx.query<TenantRow>(
    'select tenant_id as id, name, time_zone as "timeZone" from tenant where tenant_id = $1',
    [tx.tenantId],
  )
  return row ?? null
}

/** What the company is called, as the bot says it. */
export async function tenantName(tx: TenantTx): Promise<string> {
  return (await readTenant(tx))!.name
}

/** When the company's deletion was asked for; null for one that stands, or never was. */
export async function deletedAt(tx: TenantTx): Promise<Date | null> {
  const [row] = await tx.query<{ at: Date }>(
    'select requested_at as at from tenant_deletion where tenant_id = $1',
    [tx.tenantId],
  )
  return row?.at ?? null
}

/** One change of a team at a time: places and last owners are counted under this lock. */
export async function lockTeam(tx: TenantTx): Promise<void> {
  await tx.lock(`subscription:${tx.tenantId}`, 'select 1 from subscription where tenant_id = $1', [
    tx.tenantId,
  ])
}

/** A tenant's rows that exist exactly once: itself, its counter, subscription, settings and knowledge pointer. */
export async function insertTenant(
  tx: TenantTx,
  tenant: {
    name: string
    slug: string
    timeZone: string
    subscription: { state: string; periodEndsAt: Date | null; answersGranted?: number }
    settings: unknown
  },
): Promise<void> {
  await tx.query(
    'insert into tenant (tenant_id, name, slug, time_zone, created_at) values ($1, $2, $3, $4, $5)',
    [tx.tenantId, tenant.name, tenant.slug, tenant.timeZone, tx.now],
  )
  await tx.query('insert into tenant_counter (tenant_id) values ($1)', [tx.tenantId])
  await tx.query(
    `insert into subscription (tenant_id, state, period_ends_at, answers_granted, updated_at) values ($1, $2, $3, $4, $5)`,
    [
      tx.tenantId,
      tenant.subscription.state,
      tenant.subscription.periodEndsAt,
      tenant.subscription.answersGranted ?? 0,
      tx.now,
    ],
  )
  await tx.query('insert into bot_settings (tenant_id, settings, updated_at) values ($1, $2, $3)', [
    tx.tenantId,
    JSON.stringify(tenant.settings),
    tx.now,
  ])
  await tx.query('insert into knowledge (tenant_id) values ($1)', [tx.tenantId])
}
