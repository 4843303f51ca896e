import type { ChunkSignals } from './search-index.ts'

/**
 * How the signals of a chunk are weighed into one score. Fitted by listwise softmax (the right chunk against the others)
 * on the development tenants of FaQuAD and SQuAD-pt and the six companies, 2026-11. Coverage weighs most and plain
 * BM25 less than nothing beside it: that a chunk holds all the words tells more than that it repeats one.
 */
export const RANKING: {
  weights: Readonly<Record<keyof ChunkSignals, number>>
  rowConcept: number
  rowKind: number
} = {
  weights: {
    stems: -2.3,
    concepts: 0.5,
    grams: 2.5,
    bigrams: 1.1,
    row: 3.15,
    coverage: 6,
    kind: 0.8,
    dense: 4,
  },
  /** a row's synonym score against its word score */
  rowConcept: 0.4,
  /** what a row gains for carrying the kind of fact asked for, times how much of the question it covers */
  rowKind: 2,
}
