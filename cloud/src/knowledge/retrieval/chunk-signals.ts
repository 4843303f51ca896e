/** What speaks for one chunk, each signal divided by the best of the question's chunks (0 to 1). */
export type ChunkSignals = {
  stems: number
  concepts: number
  grams: number
  bigrams: number
  /** the chunk's best row: share of the question's telling words it holds */
  row: number
  /** the chunk as a whole: the same share */
  coverage: number
  /** the best row carries the kind of fact that is asked for */
  kind: number
  /** the best row tells what is asked of any company (hours, address, delivery…) */
  topic: number
  /** cosine of the embedder's vectors, 0 when there is none */
  dense: number
}
