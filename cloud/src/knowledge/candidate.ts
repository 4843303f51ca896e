import type { Models } from '../models/index.ts'
import { uuidv8 } from '../platform/uuid.ts'
import { knowledgeApart } from './apart/knowledge-apart.ts'
import { indexApart } from './retrieval/index-apart.ts'
import { type Found, findIn } from './search.ts'

/** Searches one text in memory, whether or not it was ever published. */
export type CandidateSearch = (
  question: string,
  options: { k: number; vector: Float32Array; signal?: AbortSignal },
) => Promise<Found>

const EMBED_BUDGET = { timeoutMs: 20_000 }
/** Texts embedded in one call. */
const BATCH = 64

/** One vector for each text, in order; the question's and the chunks' must come from the same embedder. */
export async function embedTexts(
  models: Models,
  texts: string[],
): Promise<{ vectors: Float32Array[]; embedder: string }> {
  const vectors: Float32Array[] = []
  let embedder = ''
  for (let from = 0; from < texts.length; from += BATCH) {
    const made = await models.embed(texts.slice(from, from + BATCH), EMBED_BUDGET)
    vectors.push(...made.vectors)
    embedder = made.embedder
  }
  return { vectors, embedder }
}

/**
 * The index of a text that nobody searches yet. A chunk's id comes from its words, so the same chunk in two texts is
 * the same to whoever compares them. Throws `ModelUnavailable`, `knowledge.too_slow`.
 */
export async function candidateSearch(
  models: Models,
  tenantId: string,
  text: string,
): Promise<CandidateSearch> {
  const chunks = (await knowledgeApart(tenantId, 'chunk', { text })).map((chunk) => ({
    ...chunk,
    id: uuidv8(`${chunk.heading ?? ''}\n${chunk.text}`),
  }))
  const { vectors, embedder } = await embedTexts(
    models,
    chunks.map((chunk) => (chunk.heading ? `${chunk.heading}\n${chunk.text}` : chunk.text)),
  )
  const { index } = await indexApart(tenantId, chunks)
  return async (question, { k, vector, signal }) => {
    if (chunks.length === 0) return { chunks: [], confidence: 0 }
    const dense = Float32Array.from(vectors, (one) => cosine(one, vector))
    return findIn({ models, index, question, dense, embedder, k, ...(signal ? { signal } : {}) })
  }
}

function cosine(a: Float32Array, b: Float32Array): number {
  let dot = 0
  let left = 0
  let right = 0
  for (let at = 0; at < a.length; at += 1) {
    dot += a[at]! * b[at]!
    left += a[at]! ** 2
    right += b[at]! ** 2
  }
  return left > 0 && right > 0 ? dot / Math.sqrt(left * right) : 0
}
