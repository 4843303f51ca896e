import type { Database } from '../platform/database.ts'
import { keepMatrix, readMatrix, readVectors } from './kept.repo.ts'
import { type LoadVectors, matrixOf } from './vector-matrix.ts'

/**
 * Reads the vectors of a revision that is ready: side by side as they were kept, or from its chunks, and then keeps them.
 * Rejects as the database does.
 */
export function createVectorLoader(db: Database): LoadVectors {
  return async (tenantId, revisionId) => {
    const kept = await db.tenant(tenantId, (tx) => readMatrix(tx, revisionId))
    if (kept) return kept
    const matrix = matrixOf(await db.tenant(tenantId, (tx) => readVectors(tx, revisionId)))
    if (matrix.chunkIds.length > 0)
      // Nobody waits for it, and without it the next reader gathers them again.
      void db.tenant(tenantId, (tx) => keepMatrix(tx, revisionId, matrix)).catch(() => undefined)
    return matrix
  }
}
