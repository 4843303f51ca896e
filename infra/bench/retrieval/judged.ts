import {
  type ConfidenceFeatures,
  confidenceFeatures,
} from '../../../cloud/src/knowledge/confidence/features.ts'
import { denseWeight } from '../../../cloud/src/knowledge/retrieval/ranking.ts'
import { type SearchResult, searchIndex } from '../../../cloud/src/knowledge/retrieval/search-index.ts'
import type { Case } from './cases.ts'
import { OFFLINE_EMBEDDER, similarities } from './dense.ts'

/** Chunks handed to the writer of the answer. */
export const TOP_K = 5

export type Judged = {
  case: Case
  result: SearchResult
  features: ConfidenceFeatures | null
  /** place of the first right chunk, 0 for the first; -1 when none was found */
  rank: number
  /** the chunks handed on hold the answer: what the confidence is a probability of */
  truth: boolean
  /** time of search and features */
  ms: number
}

/** Searches for a case as the product does. In: the case, and how its question is typed. */
export function judge(one: Case, text = one.question.text): Judged {
  const options = { dense: similarities(one.index, text), denseWeight: denseWeight(OFFLINE_EMBEDDER) }
  const started = performance.now()
  const result = searchIndex(one.index, text, { ...options, k: TOP_K })
  const features = confidenceFeatures(one.index, result)
  const ms = performance.now() - started
  const rank = searchIndex(one.index, text, { ...options, k: one.index.chunks.length }).hits.findIndex(
    (hit) => one.isRight(one.index.chunks[hit.chunk.position]!),
  )
  return { case: one, result, features, rank, truth: rank >= 0 && rank < TOP_K, ms }
}
