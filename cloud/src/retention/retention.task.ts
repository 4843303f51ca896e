import { KEPT_MS } from '../conversations/index.ts'
import type { Jobs } from '../jobs.ts'
import type { VectorStore } from '../knowledge/index.ts'
import { dueFor, noteDone, spread } from '../platform/chores.ts'
import type { Database } from '../platform/database.ts'
import { BATCH, CLEARINGS, deleteChunks, expireExports, forgottenRevisions } from './retention.repo.ts'

type Deps = {
  db: Database
  now: () => Date
  vectors: Pick<VectorStore, 'drop'>
  onCleared?: (what: string, rows: number) => void
}

/** A company is cleared once a day; the tick comes every hour, so that one it was missed for waits an hour, not a day. */
const EVERY_MS = 23 * 3_600_000
/** In one tick; the next takes the rest. */
const MOST = 10_000
/** The jobs of one tick are spread over so much of its hour. */
const SPREAD_MS = 40 * 60_000

/** Gives every tenant that is due a job of its own, so that one that fails keeps nobody else's data. */
export function retentionTask({ db, now }: Pick<Deps, 'db' | 'now'>) {
  return async (): Promise<void> => {
    const at = now()
    const due = await dueFor(db, 'retain', new Date(at.getTime() - EVERY_MS), MOST)
    for (const [index, tenantId] of due.entries()) {
      const runAt = spread(at, index, due.length, SPREAD_MS)
      await db.tenant(tenantId, (tx) =>
        tx.enqueue('retain', { tenantId }, { key: `retain:${tenantId}`, runAt }),
      )
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
    await db.tenant(tenantId, async (tx) => {
      await expireExports(tx)
      await noteDone(tx, 'retain')
    })
  }
}
