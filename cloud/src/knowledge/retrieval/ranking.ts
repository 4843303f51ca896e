import type { ChunkSignals } from './chunk-signals.ts'

/**
 * How the signals of a chunk are weighed into one score. Fitted by listwise softmax (the right chunk against the others)
 * on the development tenants of FaQuAD and SQuAD-pt and the six companies, 2026-11. Coverage weighs most and plain
 * BM25 less than nothing beside it: that a chunk holds all the words tells more than that it repeats one.
 */
export const RANKING: {
  weights: Readonly<Record<keyof ChunkSignals, number>>
  rowConcept: number
  rowKind: number
  rowTopic: number
  halfTopic: number
} = {
  weights: {
    stems: -2.3,
    concepts: 0.5,
    grams: 2.5,
    bigrams: 1.1,
    row: 3.15,
    coverage: 6,
    kind: 0.8,
    /** set by hand on the companies of bench/data/plain that are fitted on */
    topic: 6,
    /** of an embedder nobody measured; see `denseWeight` */
    dense: 2,
  },
  /** a row's synonym score against its word score */
  rowConcept: 0.4,
  /** what a row gains for carrying the kind of fact asked for, times how much of the question it covers */
  rowKind: 2,
  /** what a row gains for telling what is asked of any company; less where the question names something more */
  rowTopic: 20,
  halfTopic: 0.06,
}

/**
 * What an embedder's similarity is worth, by its name without `@dimensions`. Hashed words repeat what the other signals know:
 * at 4 they cost the companies 11 points of recall@5, at 0.5 they gain half a point on FaQuAD and lose nothing (2026-11).
 */
const DENSE_WEIGHTS: Readonly<Record<string, number>> = { 'sandbox-embedding-1': 0.5 }

/** The weight of the dense signal for an embedder (`model@dimensions`). */
export function denseWeight(embedder: string): number {
  return DENSE_WEIGHTS[embedder.replace(/@\d+$/, '')] ?? RANKING.weights.dense
}
