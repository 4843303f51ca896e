import type { Jobs } from '../jobs.ts'
import type { VectorStore } from '../knowledge/index.ts'
import type { Database } from '../platform/database.ts'
import type { WhatsappGateway } from '../whatsapp/index.ts'
import { dropJobs, eraseBatch, finishDeletion, resourcesOutside } from './erase-tenant.repo.ts'

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
    const outside = await db.tenant(tenantId, resourcesOutside)
    for (const name of outside.instances) {
      await gateway.remove(name).catch((error: { kind?: string }) => {
        if (error.kind !== 'not_found') throw error
      })
    }
    for (const id of outside.revisions) await vectors.drop(tenantId, id)
    await db.tenant(tenantId, dropJobs)
    for (let rows = 1; rows > 0; ) {
      rows = await db.tenant(tenantId, (tx) => eraseBatch(tx, BATCH))
    }
    // What was under way may have left more of them behind.
    await db.tenant(tenantId, dropJobs)
    await clearFiles(tenantId)
    await db.tenant(tenantId, finishDeletion)
  }
}
