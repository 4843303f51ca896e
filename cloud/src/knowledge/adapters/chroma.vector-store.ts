import { ChromaClient, ChromaNotFoundError, type Collection, InvalidCollectionError } from 'chromadb'
import { IndexCache } from '../retrieval/index-cache.ts'
import {
  type VectorHit,
  type VectorItem,
  type VectorStore,
  VectorStoreUnavailable,
} from '../vector-store.port.ts'

export type ChromaOptions = {
  /** where Chroma listens, such as http://127.0.0.1:8000 */
  url: string
  /** how long a call may take, in milliseconds */
  timeoutMs?: number
}

/** A search must fit the reply budget; a revision of 100 chunks is written well within it. */
const TIMEOUT_MS = 5_000
/** Collection handles remembered: an id and a name each. */
const HANDLES = 2_000
/** Items in one write; Chroma refuses more than some 5,000. */
const BATCH = 1_000

/**
 * Vectors in Chroma, one collection for each tenant and revision, cosine space. Chroma cannot replace a collection's
 * content at once, so a revision is written under a working name and renamed when whole: its own name never shows a half.
 */
export class ChromaVectorStore implements VectorStore {
  readonly #client: ChromaClient
  readonly #timeoutMs: number
  readonly #handles = new IndexCache<Collection>(HANDLES)

  constructor({ url, timeoutMs = TIMEOUT_MS }: ChromaOptions) {
    const { hostname, port, protocol } = new URL(url)
    const ssl = protocol === 'https:'
    this.#client = new ChromaClient({ host: hostname, port: Number(port || (ssl ? 443 : 80)), ssl })
    this.#timeoutMs = timeoutMs
  }

  async publish(tenantId: string, revisionId: string, items: readonly VectorItem[]): Promise<void> {
    const name = collectionName(tenantId, revisionId)
    await this.#call('publish', async () => {
      if (await this.#isThere(name)) return
      const building = `${name}_building`
      await this.#deleteIfThere(building)
      const collection = await this.#client.createCollection({
        name: building,
        embeddingFunction: null,
        configuration: { hnsw: { space: 'cosine' } },
      })
      for (let from = 0; from < items.length; from += BATCH) {
        const batch = items.slice(from, from + BATCH)
        await collection.add({
          ids: batch.map(({ chunkId }) => chunkId),
          embeddings: batch.map(({ vector }) => Array.from(vector)),
        })
      }
      await collection.modify({ name })
    })
  }

  async search(tenantId: string, revisionId: string, vector: Float32Array, k: number): Promise<VectorHit[]> {
    if (k <= 0) return []
    try {
      return await this.#call('search', async () => {
        const collection = await this.#handles.get(tenantId, revisionId, () =>
          this.#open(tenantId, revisionId),
        )
        const { ids, distances } = await collection.query({
          queryEmbeddings: [Array.from(vector)],
          nResults: k,
          include: ['distances'],
        })
        return (ids[0] ?? []).map(
          (chunkId, at): VectorHit => ({ chunkId, similarity: 1 - (distances[0]?.[at] ?? 1) }),
        )
      })
    } catch (error) {
      this.#handles.drop(tenantId, revisionId)
      if (isMissing(error)) return []
      throw error
    }
  }

  async drop(tenantId: string, revisionId: string): Promise<void> {
    this.#handles.drop(tenantId, revisionId)
    const name = collectionName(tenantId, revisionId)
    await this.#call('drop', async () => {
      await this.#deleteIfThere(name)
      await this.#deleteIfThere(`${name}_building`)
    })
  }

  async health(): Promise<void> {
    await this.#call('health', () => this.#client.heartbeat())
  }

  #open(tenantId: string, revisionId: string): Promise<Collection> {
    return this.#client.getCollection({
      name: collectionName(tenantId, revisionId),
      embeddingFunction: NO_EMBEDDER,
    })
  }

  async #isThere(name: string): Promise<boolean> {
    try {
      await this.#client.getCollection({ name, embeddingFunction: NO_EMBEDDER })
      return true
    } catch (error) {
      if (isMissing(error)) return false
      throw error
    }
  }

  async #deleteIfThere(name: string): Promise<void> {
    try {
      await this.#client.deleteCollection({ name })
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }

  /** Bounds a call in time and names every failure but a missing collection, which is an answer. */
  async #call<T>(what: string, work: () => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${this.#timeoutMs} ms`)), this.#timeoutMs)
    })
    try {
      return await Promise.race([work(), late])
    } catch (cause) {
      if (isMissing(cause)) throw cause
      throw new VectorStoreUnavailable(`Chroma could not ${what}`, { cause })
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Vectors come from outside; without this the client would look for an embedding package of its own. */
const NO_EMBEDDER = {
  generate: (): Promise<number[][]> => Promise.reject(new Error('Chroma is given vectors, never texts')),
}

function collectionName(tenantId: string, revisionId: string): string {
  return `tenant_${tenantId}_${revisionId}`
}

function isMissing(error: unknown): boolean {
  return error instanceof ChromaNotFoundError || error instanceof InvalidCollectionError
}
