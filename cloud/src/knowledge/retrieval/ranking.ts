/** How the signals of a chunk are weighed into one score. */
export const RANKING = {
  weights: {
    stems: 1,
    concepts: 0.6,
    grams: 0.8,
    bigrams: 0.2,
    row: 0.8,
    coverage: 0.5,
    kind: 0.1,
    dense: 0,
  } as Record<string, number>,
  /** a row's synonym score against its word score */
  rowConcept: 0.4,
  /** what a row gains for carrying the kind of fact asked for, times how much of the question it covers */
  rowKind: 2,
}
