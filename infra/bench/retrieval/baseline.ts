import { analyse } from '../../../cloud/src/knowledge/retrieval/analyse.ts'
import { bm25, buildPostings, type Postings, raise } from '../../../cloud/src/knowledge/retrieval/postings.ts'
import { STOP_WORDS } from '../../../cloud/src/portuguese/index.ts'
import type { Case } from './cases.ts'

/** What the product is compared with: plain BM25 over Portuguese stems, judged by the share of words the best chunk has. */
export type Baseline = { rank: number; coverage: number }

const built = new WeakMap<object, Postings>()

/** Answers a case with the baseline: no synonyms, no rows, no corrections. */
export function baselineOf(one: Case, text: string): Baseline {
  const postings = postingsOf(one)
  const stems = stemsOf(text)
  const scores = bm25(postings, new Map([...stems].map((stem) => [stem, 1])))
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b)
  const rank = order.findIndex((chunk) => one.isRight(one.index.chunks[chunk]!))
  return { rank, coverage: stems.size === 0 ? 0 : covered(postings, stems, order[0] ?? 0) / stems.size }
}

function covered(postings: Postings, stems: Set<string>, chunk: number): number {
  let count = 0
  const held = new Float32Array(postings.lengths.length)
  for (const stem of stems) {
    held.fill(0)
    raise(postings, stem, 1, held)
    count += held[chunk] ?? 0
  }
  return count
}

function postingsOf(one: Case): Postings {
  const known = built.get(one.index)
  if (known) return known
  const postings = buildPostings(
    one.index.chunks.map((chunk) => {
      const bag = new Map<string, number>()
      for (const { word, stem } of analyse(chunk.text)) {
        if (!STOP_WORDS.has(word)) bag.set(stem, (bag.get(stem) ?? 0) + 1)
      }
      return bag
    }),
  )
  built.set(one.index, postings)
  return postings
}

function stemsOf(text: string): Set<string> {
  return new Set(
    analyse(text)
      .filter(({ word }) => !STOP_WORDS.has(word))
      .map(({ stem }) => stem),
  )
}
