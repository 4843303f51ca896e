/** A chunk and its embedding. All vectors of one revision have the same length. */
export type VectorItem = { chunkId: string; vector: Float32Array }

/** A chunk and the cosine of its vector to the question's, -1 to 1. */
export type VectorHit = { chunkId: string; similarity: number }

/**
 * Where the vectors of published knowledge are searched. Postgres always holds them, so any store can be rebuilt.
 * A revision is written once and whole: a search sees all of it or finds nothing, never a half.
 * Every method rejects with `VectorStoreUnavailable` when the store cannot be reached or does not answer in time.
 */
export interface VectorStore {
  /** Makes a revision searchable. May be repeated with the same items; an empty revision is allowed. */
  publish(tenantId: string, revisionId: string, items: readonly VectorItem[]): Promise<void>
  /** The k nearest chunks of that revision of that tenant, nearest first; nothing for a revision not published. */
  search(tenantId: string, revisionId: string, vector: Float32Array, k: number): Promise<VectorHit[]>
  /** Begins to read a revision that is about to be searched, where there is something to read. Never fails. */
  warm?(tenantId: string, revisionId: string): void
  /** Forgets a revision; one that is not there is no error. */
  drop(tenantId: string, revisionId: string): Promise<void>
  /** Resolves when the store can be used. */
  health(): Promise<void>
}

/** The vector store is down, slow or answers nonsense. The cause says which. */
export class VectorStoreUnavailable extends Error {
  override readonly name = 'VectorStoreUnavailable'
}
