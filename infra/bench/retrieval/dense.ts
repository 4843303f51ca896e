import type { IndexedChunk, KnowledgeIndex } from '../../../cloud/src/knowledge/retrieval/build-index.ts'
import { embed } from '../../sandbox/src/openai/embed.ts'

/** The embedder whose vectors the product has when no model is configured. */
export const OFFLINE_EMBEDDER = 'sandbox-embedding-1@384'

const chunkVectors = new WeakMap<object, Float64Array[]>()

/** Similarity of a question to each chunk, as the product gets it offline: same texts, same vectors. */
export function similarities(index: KnowledgeIndex<IndexedChunk>, question: string): Float32Array {
  const vectors = vectorsOf(index)
  const asked = embed([question])[0]!
  return Float32Array.from(vectors, (vector) =>
    asked.reduce((sum, value, at) => sum + value * vector[at]!, 0),
  )
}

function vectorsOf(index: KnowledgeIndex<IndexedChunk>): Float64Array[] {
  const known = chunkVectors.get(index)
  if (known) return known
  const texts = index.chunks.map(({ heading, text }) => (heading ? `${heading}\n${text}` : text))
  const vectors = embed(texts).map((vector) => Float64Array.from(vector))
  chunkVectors.set(index, vectors)
  return vectors
}
