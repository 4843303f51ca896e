import { IndexCache } from '../retrieval/index-cache.ts'
import {
  type VectorHit,
  type VectorItem,
  type VectorStore,
  VectorStoreUnavailable,
} from '../vector-store.port.ts'

/** Reads the vectors of one revision from where they are kept for good. */
export type LoadVectors = (tenantId: string, revisionId: string) => Promise<readonly VectorItem[]>

/** Vectors of one revision side by side, each of length one, so that a dot product is the cosine. */
type Matrix = { chunkIds: readonly string[]; width: number; values: Float32Array }

/** Revisions kept in memory at most; one of 100 chunks by 1,536 numbers takes 0.6 MB. */
const REMEMBERED = 500

/**
 * Exact cosine in memory over vectors that `load` reads (a tenant has under 100 chunks, so no index is needed).
 * Publishing writes nothing: the rows are already committed where `load` finds them, it only forgets an older reading.
 */
export class ExactVectorStore implements VectorStore {
  readonly #load: LoadVectors
  readonly #matrices: IndexCache<Matrix>

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
    if (vector.length !== matrix.width) {
      throw new RangeError(`the question has ${vector.length} dimensions, the knowledge ${matrix.width}`)
    }
    const question = unit(vector)
    return matrix.chunkIds
      .map((chunkId, row): VectorHit => ({ chunkId, similarity: dot(matrix, row, question) }))
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

  async #read(tenantId: string, revisionId: string): Promise<Matrix> {
    try {
      return matrixOf(await this.#load(tenantId, revisionId))
    } catch (cause) {
      throw new VectorStoreUnavailable('the vectors of a revision could not be read', { cause })
    }
  }
}

function matrixOf(items: readonly VectorItem[]): Matrix {
  const width = items[0]?.vector.length ?? 0
  const values = new Float32Array(items.length * width)
  items.forEach(({ chunkId, vector }, row) => {
    if (vector.length !== width)
      throw new RangeError(`chunk ${chunkId} has ${vector.length} dimensions, not ${width}`)
    values.set(unit(vector), row * width)
  })
  return { chunkIds: items.map(({ chunkId }) => chunkId), width, values }
}

function unit(vector: Float32Array): Float32Array {
  let squares = 0
  for (const value of vector) squares += value * value
  const length = Math.sqrt(squares)
  return length > 0 ? vector.map((value) => value / length) : vector.slice()
}

function dot({ values, width }: Matrix, row: number, question: Float32Array): number {
  let sum = 0
  for (let at = 0; at < width; at += 1) sum += values[row * width + at]! * question[at]!
  return sum
}
