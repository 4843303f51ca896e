import { inOrder, packTerms, placeOf, type Terms } from './terms.ts'

/** An inverted index over numbered documents: for each term, which documents hold it and how much. */
export type Postings<T extends string | number = string> = {
  terms: Terms<T>
  offsets: Uint32Array
  documents: Uint32Array
  frequencies: Float32Array
  lengths: Float32Array
  averageLength: number
}

// Usual BM25 constants (Robertson & Zaragoza 2009): saturation and length normalisation.
const K1 = 1.2
const B = 0.75

/** Builds postings. In: one bag (term → frequency) for each document, in order. */
export function buildPostings<T extends string | number>(
  bags: readonly ReadonlyMap<T, number>[],
): Postings<T> {
  const lengths = new Float32Array(bags.length)
  const terms = inOrder(new Set(bags.flatMap((bag) => [...bag.keys()])))
  const ids = new Map(terms.map((term, id) => [term, id]))
  const counts = new Uint32Array(terms.length)
  bags.forEach((bag, document) => {
    for (const [term, frequency] of bag) {
      lengths[document]! += frequency
      counts[ids.get(term)!]! += 1
    }
  })
  const offsets = new Uint32Array(terms.length + 1)
  counts.forEach((count, id) => {
    offsets[id + 1] = offsets[id]! + count
  })
  const filled = offsets.slice(0, -1)
  const documents = new Uint32Array(offsets.at(-1) ?? 0)
  const frequencies = new Float32Array(documents.length)
  bags.forEach((bag, document) => {
    for (const [term, frequency] of bag) {
      const id = ids.get(term)!
      const at = filled[id]!
      documents[at] = document
      frequencies[at] = frequency
      filled[id] = at + 1
    }
  })
  const total = lengths.reduce((sum, length) => sum + length, 0)
  return {
    terms: packTerms(terms),
    offsets,
    documents,
    frequencies,
    lengths,
    averageLength: bags.length ? total / bags.length : 0,
  }
}

/** Whether any document holds the term. */
export function holds<T extends string | number>(postings: Postings<T>, term: T): boolean {
  return placeOf(postings.terms, term) >= 0
}

/** Inverse document frequency of a term, in nats; the highest there is for one that no document holds. */
export function idf<T extends string | number>(postings: Postings<T>, term: T): number {
  const id = placeOf(postings.terms, term)
  const holding = id < 0 ? 0 : postings.offsets[id + 1]! - postings.offsets[id]!
  return Math.log(1 + (postings.lengths.length - holding + 0.5) / (holding + 0.5))
}

/** BM25 of every document. In: query terms with weights. Out: one score for each document. */
export function bm25<T extends string | number>(
  postings: Postings<T>,
  query: ReadonlyMap<T, number>,
): Float32Array {
  const scores = new Float32Array(postings.lengths.length)
  for (const [term, weight] of query) {
    const id = placeOf(postings.terms, term)
    if (id < 0) continue
    const gain = weight * idf(postings, term)
    for (let at = postings.offsets[id]!; at < postings.offsets[id + 1]!; at += 1) {
      const document = postings.documents[at]!
      const frequency = postings.frequencies[at]!
      const norm = K1 * (1 - B + (B * postings.lengths[document]!) / postings.averageLength)
      scores[document]! += (gain * frequency * (K1 + 1)) / (frequency + norm)
    }
  }
  return scores
}

/** Raises `best[document]` to `value` for each document that holds the term. */
export function raise<T extends string | number>(
  postings: Postings<T>,
  term: T,
  value: number,
  best: Float32Array,
): void {
  const id = placeOf(postings.terms, term)
  if (id < 0) return
  for (let at = postings.offsets[id]!; at < postings.offsets[id + 1]!; at += 1) {
    const document = postings.documents[at]!
    if (best[document]! < value) best[document] = value
  }
}
