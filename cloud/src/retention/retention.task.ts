import { KEPT_MS } from '../conversations/index.ts'
import type { Jobs } from '../jobs.ts'
import type { VectorStore } from '../knowledge/index.ts'
import type { Database } from '../platform/database.ts'
import { BATCH, CLEARINGS, deleteChunks, expireExports, forgottenRevisions } from './retention.repo.ts'

const PAGE = 500

type Deps = {
  db: Database
  now: () => Date
  vectors: Pick<VectorStore, 'drop'>
  onCleared?: (what: string, rows: number) => void
}

/** Gives every tenant a job of its own, so that one that fails keeps nobody else's data. */
export function retentionTask({ db }: Pick<Deps, 'db'>) {
  return async (): Promise<void> => {
    for (let after: string | null = null; ; ) {
      const page: { tenant_id: string }[] = await db.lookup('select * from tenants_page($1, $2)', [
        after,
        PAGE,
      ])
      for (const { tenant_id: tenantId } of page) {
        await db.tenant(tenantId, (tx) => tx.enqueue('retain', { tenantId }, { key: `retain:${tenantId}` }))
      }
      after = page.at(-1)?.tenant_id ?? null
      if (page.length < PAGE) return
    }
  }
}

/** Deletes what one tenant has kept for thirty days. In short transactions; a run that breaks is gone on with. */
export function retainTask({ db, now, vectors, onCleared }: Deps) {
  return async ({ tenantId }: Jobs['retain']): Promise<void> => {
    const before = new Date(now().getTime() - KEPT_MS)
    for (const { name, clear } of CLEARINGS) {
      for (let rows = BATCH; rows >= BATCH; ) {
        rows = await db.tenant(tenantId, (tx) => clear(tx, before))
        if (rows > 0) onCleared?.(name, rows)
      }
    }
    for (const revisionId of await db.tenant(tenantId, (tx) => forgottenRevisions(tx, before))) {
      // Out of the store first: were it the other way round, a failure would leave vectors nobody knows of.
      await vectors.drop(tenantId, revisionId)
      await db.tenant(tenantId, (tx) => deleteChunks(tx, revisionId))
    }
    await db.tenant(tenantId, expireExports)
  }
}
