import { randomBytes } from 'node:crypto'
import type { ErasedCounts } from '@plantao/shared/privacy'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { addCounts } from './privacy.repo.ts'

/**
 * A company's end begins. From this commit on the bot is silent, whatever is still under way, and nothing is taken in:
 * Evolution is refused for good, however long the rest takes. Asked again it changes nothing.
 */
export async function beginDeletion(tx: TenantTx): Promise<void> {
  await tx.query(
    'insert into tenant_deletion (tenant_id, requested_at) values ($1, $2) on conflict do nothing',
    [tx.tenantId, tx.now],
  )
  await tx.query(`update subscription set state = 'cancelled', updated_at = $2 where tenant_id = $1`, [
    tx.tenantId,
    tx.now,
  ])
  await tx.query('update instance set secret_hash = $2, previous_secret_hash = null where tenant_id = $1', [
    tx.tenantId,
    randomBytes(32),
  ])
}

/** What of a company lies outside the database: its instances by Evolution's name, its indexes by their revision. */
export async function resourcesOutside(tx: TenantTx): Promise<{ instances: string[]; revisions: string[] }> {
  const instances = await tx.query<{ name: string }>('select name from instance where tenant_id = $1', [
    tx.tenantId,
  ])
  const revisions = await tx.query<{ id: string }>('select id from knowledge_revision where tenant_id = $1', [
    tx.tenantId,
  ])
  return { instances: instances.map(({ name }) => name), revisions: revisions.map(({ id }) => id) }
}

/**
 * Deletes up to `most` rows of the company in every table that has any, and counts them where its end is noted.
 * @returns of how many tables something went; 0 when nothing is left
 */
export async function eraseBatch(tx: TenantTx, most: number): Promise<number> {
  const gone = await tx.query<{ relation: string; deleted: number }>(
    'select relation, deleted from erase_tenant_rows($1)',
    [most],
  )
  const [known] = await tx.lock<{ counts: ErasedCounts }>(
    `tenant_deletion:${tx.tenantId}`,
    'select counts from tenant_deletion where tenant_id = $1',
    [tx.tenantId],
  )
  const counts = Object.fromEntries(gone.map((row) => [row.relation, Number(row.deleted)]))
  await tx.query('update tenant_deletion set counts = $2 where tenant_id = $1', [
    tx.tenantId,
    JSON.stringify(addCounts(known?.counts ?? {}, counts)),
  ])
  return gone.length
}

/** Takes the company's jobs out of the queue, all but the one that deletes it. */
export async function dropJobs(tx: TenantTx): Promise<void> {
  await tx.query('select drop_tenant_jobs()')
}

export async function finishDeletion(tx: TenantTx): Promise<void> {
  await tx.query('update tenant_deletion set finished_at = coalesce(finished_at, $2) where tenant_id = $1', [
    tx.tenantId,
    tx.now,
  ])
}
