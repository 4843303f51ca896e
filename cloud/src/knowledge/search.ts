import { counted, createPurse, type Models, recordSpend } from '../models/index.ts'
import type { Database } from '../platform/database.ts'
import { readable } from '../platform/readable.ts'
import { type ConfidenceModel, confidence } from './confidence/confidence.ts'
import { confidenceFeatures } from './confidence/features.ts'
import { jointConfidence, weightsFor } from './confidence/joint.ts'
import { judgementOf } from './confidence/judgement.ts'
import { modelFor } from './confidence/models.ts'
import { keepPackedIndex, readPackedIndex } from './kept.repo.ts'
import { publishedRevision, readChunks, type StoredChunk } from './knowledge.repo.ts'
import type { KnowledgeIndex } from './retrieval/build-index.ts'
import { indexApart } from './retrieval/index-apart.ts'
import type { IndexCache } from './retrieval/index-cache.ts'
import { INDEX_FORM, unpackIndex } from './retrieval/packed-index.ts'
import { denseWeight } from './retrieval/ranking.ts'
import { searchIndex } from './retrieval/search-index.ts'
import type { VectorStore } from './vector-store.port.ts'

export type FoundChunk = StoredChunk & {
  score: number
  /** Its lines that look most like the question, and how much of it they hold (0 to 1). */
  highlights: { text: string; match: number }[]
}
export type Found = {
  /** Best first; empty when the tenant has published nothing. */
  chunks: FoundChunk[]
  /** Calibrated probability that these chunks answer the question. */
  confidence: number
}

/** One revision in memory, its chunks with the ids that receipts cite. */
export type SearchableIndex = KnowledgeIndex<StoredChunk>

type Options = { k: number; timeoutMs?: number; signal?: AbortSignal }

/** Finds what a tenant wrote about a question. Throws `ModelUnavailable` or `VectorStoreUnavailable`. */
export type Search = (
  tenantId: string,
  question: string,
  options: Options & {
    /** Told what finding and judging cost, also where they fail, and keeps it; without it, it is kept here. Millionths of a dollar. */
    onCost?: (usdMicro: number) => void
  },
) => Promise<Found>

/** A question is embedded in one short call; beyond this the customer waits too long. */
const EMBED_TIMEOUT_MS = 3_000
/** A judge later than this is not waited for: the words decide alone. */
const JUDGE_TIMEOUT_MS = 3_000

type Deps = {
  db: Database
  models: Models
  vectors: VectorStore
  cache: IndexCache<SearchableIndex>
  /** The judge of words for an embedder; a benchmark passes one that has not seen what it measures. */
  judgeFor?: (embedder: string) => ConfidenceModel
}

export function createSearch({ db, models: uncounted, vectors, cache, judgeFor = modelFor }: Deps): Search {
  const indexOf = (tenantId: string, revisionId: string) =>
    cache.get(tenantId, revisionId, () => loadIndex(db, tenantId, revisionId))

  async function find(models: Models, tenantId: string, asked: string, options: Options): Promise<Found> {
    const { k, timeoutMs = EMBED_TIMEOUT_MS, signal } = options
    const question = readable(asked, 'question')
    const { revisionId } = await db.together(tenantId, publishedRevision)
    if (!revisionId) return { chunks: [], confidence: 0 }
    vectors.warm?.(tenantId, revisionId)
    const [index, embedding] = await Promise.all([
      indexOf(tenantId, revisionId),
      models.embed([question], { timeoutMs }),
    ])
    const similar = await vectors.search(tenantId, revisionId, embedding.vectors[0]!, index.chunks.length)
    const similarity = new Map(similar.map((hit) => [hit.chunkId, hit.similarity]))
    const dense = Float32Array.from(index.chunks, (chunk) => similarity.get(chunk.id) ?? 0)
    return findIn({
      models,
      index,
      question,
      dense,
      embedder: embedding.embedder,
      judgeFor,
      k,
      ...(signal ? { signal } : {}),
    })
  }

  return async (tenantId, asked, { onCost, ...options }) => {
    if (onCost) return find(counted(uncounted, onCost), tenantId, asked, options)
    const purse = createPurse((usdMicro) => db.together(tenantId, (tx) => recordSpend(tx, usdMicro)))
    try {
      return await find(counted(uncounted, purse.spend), tenantId, asked, options)
    } finally {
      await purse.close()
    }
  }
}

/** The index of a revision: as it was kept, or made from the chunks and kept. */
async function loadIndex(db: Database, tenantId: string, revisionId: string): Promise<SearchableIndex> {
  const bytes = await db.tenant(tenantId, (tx) => readPackedIndex(tx, revisionId, INDEX_FORM))
  const kept = bytes && unpackIndex<StoredChunk>(bytes)
  if (kept) return kept
  const chunks = await db.tenant(tenantId, (tx) => readChunks(tx, revisionId))
  const { index, packed } = await indexApart(tenantId, chunks)
  if (chunks.length > 0)
    // Nobody waits for it, and without it the next reader makes it again.
    void db
      .tenant(tenantId, (tx) => keepPackedIndex(tx, revisionId, INDEX_FORM, Buffer.from(packed)))
      .catch(() => undefined)
  return index
}

type Find = {
  models: Models
  index: SearchableIndex
  question: string
  /** Cosine of each chunk to the question, in the order of the chunks. */
  dense: Float32Array
  embedder: string
  /** The judge of words for an embedder; the committed one when left out. */
  judgeFor?: (embedder: string) => ConfidenceModel
  k: number
  signal?: AbortSignal
}

/** Ranks and judges the chunks of one index, wherever it came from. */
export async function findIn(asked: Find): Promise<Found> {
  const { models, index, dense, embedder, judgeFor = modelFor, k, signal } = asked
  const question = readable(asked.question, 'question')
  const result = searchIndex(index, question, { k, dense, denseWeight: denseWeight(embedder) })
  const chunks = result.hits.map(({ chunk, score, highlights }) => ({ ...chunk, score, highlights }))
  const lexical = confidence(confidenceFeatures(index, result), judgeFor(embedder))
  const judgement = await judgementOf(models, question, chunks, {
    timeoutMs: JUDGE_TIMEOUT_MS,
    ...(signal ? { signal } : {}),
  })
  const weights = judgement && weightsFor(judgement.model)
  return {
    chunks,
    confidence: weights ? jointConfidence(lexical, judgement, weights) : lexical,
  }
}
