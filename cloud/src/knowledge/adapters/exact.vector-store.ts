import { IndexCache } from '../retrieval/index-cache.ts'
import { cosines, type LoadVectors, matrixOf, type VectorMatrix } from '../vector-matrix.ts'
import {
  type VectorHit,
  type VectorItem,
  type VectorStore,
  VectorStoreUnavailable,
} from '../vector-store.port.ts'

/** Revisions kept in memory at most; one of 100 chunks by 1,536 numbers takes 0.6 MB. */
const REMEMBERED = 500

/**
 * Exact cosine in memory over vectors that `load` reads (a tenant has under 100 chunks, so no index is needed).
 * Publishing writes nothing to the database: it puts the new vectors into this process's cache, and the caller stores the rows.
 */
export class ExactVectorStore implements VectorStore {
  readonly #load: LoadVectors
  readonly #matrices: IndexCache<VectorMatrix>

  constructor(load: LoadVectors, remembered = REMEMBERED) {
    this.#load = load
    this.#matrices = new IndexCache(remembered)
  }

  async publish(tenantId: string, revisionId: string, items: readonly VectorItem[]): Promise<void> {
    this.#matrices.drop(tenantId, revisionId)
    await this.#matrices.get(tenantId, revisionId, async () => matrixOf(items))
  }

  async search(tenantId: string, revisionId: string, vector: Float32Array, k: number): Promise<VectorHit[]> {
    const matrix = await this.#matrices.get(tenantId, revisionId, () => this.#read(tenantId, revisionId))
    if (matrix.chunkIds.length === 0 || k <= 0) return []
    const similarity = cosines(matrix, vector)
    return matrix.chunkIds
      .map((chunkId, row): VectorHit => ({ chunkId, similarity: similarity[row]! }))
      .sort((a, b) => b.similarity - a.similarity || (a.chunkId < b.chunkId ? -1 : 1))
      .slice(0, k)
  }

  warm(tenantId: string, revisionId: string): void {
    // A reading that fails is forgotten; the search that follows reads again and names the failure.
    this.#matrices.get(tenantId, revisionId, () => this.#read(tenantId, revisionId)).catch(() => undefined)
  }

  async drop(tenantId: string, revisionId: string): Promise<void> {
    this.#matrices.drop(tenantId, revisionId)
  }

  async health(): Promise<void> {
    // Lives in this process: it works as long as what `load` reads from does, and that has its own check.
  }

  async #read(tenantId: string, revisionId: string): Promise<VectorMatrix> {
    try {
      return await this.#load(tenantId, revisionId)
    } catch (cause) {
      throw new VectorStoreUnavailable('the vectors of a revision could not be read', { cause })
    }
  }
}
