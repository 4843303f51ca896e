import type { ErasedCounts } from '@plantao/shared/privacy'
import type { Jobs } from '../jobs.ts'
import type { VectorStore } from '../knowledge/index.ts'
import type { Database } from '../platform/database.ts'
import type { WhatsappGateway } from '../whatsapp/index.ts'
import { addCounts } from './privacy.repo.ts'

type Deps = {
  db: Database
  vectors: Pick<VectorStore, 'drop'>
  gateway: Pick<WhatsappGateway, 'remove'>
  /** Takes the files that no message names any more out of the store. */
  clearFiles: (tenantId: string) => Promise<void>
}

const BATCH = 5_000

/**
 * Deletes a company: its number at Evolution, its vectors, its jobs, then every row of every table, in batches. What
 * lies outside goes first, while the rows that name it are there; a job that broke goes on where it was.
 */
export function eraseTenantTask({ db, vectors, gateway, clearFiles }: Deps) {
  return async ({ tenantId }: Jobs['erase-tenant']): Promise<void> => {
    const outside = await db.tenant(tenantId, async (tx) => ({
      instances: await tx.query<{ name: string }>('select name from instance where tenant_id = $1', [
        tenantId,
      ]),
      revisions: await tx.query<{ id: string }>('select id from knowledge_revision where tenant_id = $1', [
        tenantId,
      ]),
    }))
    for (const { name } of outside.instances) {
      await gateway.remove(name).catch((error: { kind?: string }) => {
        if (error.kind !== 'not_found') throw error
      })
    }
    for (const { id } of outside.revisions) await vectors.drop(tenantId, id)
    await dropJobs(db, tenantId)
    for (let rows = 1; rows > 0; ) {
      rows = await db.tenant(tenantId, async (tx) => {
        const gone = await tx.query<{ relation: string; deleted: number }>(
          'select relation, deleted from erase_tenant_rows($1)',
          [BATCH],
        )
        const [known] = await tx.lock<{ counts: ErasedCounts }>(
          `tenant_deletion:${tenantId}`,
          'select counts from tenant_deletion where tenant_id = $1',
          [tenantId],
        )
        const counts = Object.fromEntries(gone.map((row) => [row.relation, Number(row.deleted)]))
        await tx.query('update tenant_deletion set counts = $2 where tenant_id = $1', [
          tenantId,
          JSON.stringify(addCounts(known?.counts ?? {}, counts)),
        ])
        return gone.length
      })
    }
    // What was under way may have left more of them behind.
    await dropJobs(db, tenantId)
    await clearFiles(tenantId)
    await db.tenant(tenantId, async (tx) => {
      await tx.query(
        'update tenant_deletion set finished_at = coalesce(finished_at, $2) where tenant_id = $1',
        [tenantId, tx.now],
      )
    })
  }
}

async function dropJobs(db: Database, tenantId: string): Promise<void> {
  await db.tenant(tenantId, async (tx) => {
    await tx.query('select drop_tenant_jobs()')
  })
}
