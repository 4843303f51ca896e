import { bigramsOf, type IndexedChunk, type KnowledgeIndex } from './build-index.ts'
import { addCharGrams } from './char-grams.ts'
import type { ChunkSignals } from './chunk-signals.ts'
import { bm25, idf, raise } from './postings.ts'
import { RANKING } from './ranking.ts'
import { type ReadQuestion, readQuestion } from './read-question.ts'
import { topicScore } from './topics.ts'

export type Hit<C extends IndexedChunk = IndexedChunk> = {
  chunk: C
  score: number
  features: ChunkSignals
  /** the row that fits best: its number in the index */
  row: number
  /** its rows that hold most of the question, best first: text as written, and the share of the question's telling words */
  highlights: { text: string; match: number }[]
}

/** Everything measured on the way, for the judge of confidence. */
export type Evidence = {
  question: ReadQuestion
  /** for each chunk */
  scores: Float32Array
  raw: { stems: Float32Array; grams: Float32Array; bigrams: Float32Array; dense: Float32Array | null }
  /** for each chunk and row: covered share of the question's idf, by words alone and with synonyms */
  chunkCoverage: Float32Array
  rowCoverage: Float32Array
  rowWordCoverage: Float32Array
  /** for each row: how well it tells the topic asked for; all 0 without one */
  rowTopic: Float32Array
  gramTotal: number
}

export type SearchResult<C extends IndexedChunk = IndexedChunk> = { hits: Hit<C>[]; features: Evidence }

export type SearchOptions = {
  /** how many hits at most */
  k: number
  /** cosine similarity of each chunk to the question, in the order of the chunks; null without an embedder */
  dense?: Float32Array | null
  /** what that similarity is worth in the ranking; that of an unmeasured embedder when left out */
  denseWeight?: number
}

/** A synonym covers this much of a word. */
const SYNONYM = 0.6

/**
 * Ranks the chunks of one knowledge for a question.
 * Throws RangeError when `dense` has another length than the chunks.
 */
export function searchIndex<C extends IndexedChunk>(
  index: KnowledgeIndex<C>,
  question: string,
  { k, dense = null, denseWeight = RANKING.weights.dense }: SearchOptions,
): SearchResult<C> {
  if (dense && dense.length !== index.chunks.length)
    throw new RangeError('one dense score for each chunk is needed')
  const read = readQuestion(index, question)
  const query = queryBags(read)
  const raw = {
    stems: bm25(index.stems, query.stems),
    grams: bm25(index.grams, query.grams),
    bigrams: bm25(index.bigrams, query.bigrams),
    dense,
  }
  const concepts = bm25(index.concepts, query.concepts)
  const rowCoverage = coverage(index, read, 'rows', SYNONYM)
  const rowWordCoverage = coverage(index, read, 'rows', 0)
  const chunkCoverage = coverage(index, read, 'chunks', SYNONYM)
  const rowScores = bm25(index.rows.stems, query.stems)
  const rowConcepts = bm25(index.rows.concepts, query.concepts)

  const rowTopic = topicScores(index, read)
  const topicWeight = read.topic?.plain ? 1 : RANKING.halfTopic
  const topicMatch = new Float32Array(index.chunks.length)

  const count = index.chunks.length
  const bestRow = new Int32Array(count).fill(-1)
  const bestRowScore = new Float32Array(count)
  const kindMatch = new Float32Array(count)
  index.rows.chunkOf.forEach((chunk, row) => {
    const fits = read.kind.wanted === 0 || (index.rows.marks[row]! & read.kind.wanted) !== 0
    const score =
      rowScores[row]! +
      RANKING.rowConcept * rowConcepts[row]! +
      (fits ? RANKING.rowKind * rowCoverage[row]! : 0) +
      RANKING.rowTopic * topicWeight * rowTopic[row]!
    topicMatch[chunk] = Math.max(topicMatch[chunk]!, topicWeight * rowTopic[row]!)
    if (bestRow[chunk]! < 0 || score > bestRowScore[chunk]!) {
      bestRow[chunk] = row
      bestRowScore[chunk] = score
      kindMatch[chunk] = fits && rowCoverage[row]! > 0 ? 1 : 0
    }
  })

  const parts = {
    stems: toBest(raw.stems),
    concepts: toBest(concepts),
    grams: toBest(raw.grams),
    bigrams: toBest(raw.bigrams),
    row: toBest(bestRowScore),
    coverage: chunkCoverage,
    kind: kindMatch,
    topic: topicMatch,
    dense: dense ? toBest(dense) : new Float32Array(count),
  }
  const scores = new Float32Array(count)
  const weights = { ...RANKING.weights, dense: denseWeight }
  for (const [name, weight] of Object.entries(weights) as [keyof ChunkSignals, number][]) {
    const part = parts[name]
    for (let chunk = 0; chunk < count; chunk += 1) scores[chunk]! += weight * part[chunk]!
  }
  const hits = [...scores.keys()]
    .sort((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, Math.max(0, k))
    .map((chunk) => ({
      chunk: index.chunks[chunk]!,
      score: scores[chunk]!,
      row: bestRow[chunk]!,
      highlights: highlightsOf(index, chunk, rowCoverage, read.topic?.plain ? rowTopic : null),
      features: Object.fromEntries(
        Object.entries(parts).map(([name, part]) => [name, part[chunk]!]),
      ) as ChunkSignals,
    }))
  const gramTotal = [...query.grams].reduce((sum, [gram, weight]) => sum + weight * idf(index.grams, gram), 0)
  return {
    hits,
    features: {
      question: read,
      scores,
      raw,
      chunkCoverage,
      rowCoverage,
      rowWordCoverage,
      rowTopic,
      gramTotal,
    },
  }
}

/** Rows shown for a chunk, and the least they must hold of the question. */
const HIGHLIGHTS = 3
const LEAST_MATCH = 0.1
/** For a plain question what a row tells counts, and its words little: "entrega" stands in many rows. */
const TOPIC_MATCH = 0.95
const WORDS_BESIDE_TOPIC = 0.3

function highlightsOf(
  index: KnowledgeIndex,
  chunk: number,
  rowCoverage: Float32Array,
  rowTopic: Float32Array | null,
) {
  const rows: { text: string; match: number }[] = []
  index.rows.chunkOf.forEach((of, row) => {
    if (of !== chunk) return
    const match = rowTopic
      ? Math.max(TOPIC_MATCH * rowTopic[row]!, WORDS_BESIDE_TOPIC * rowCoverage[row]!)
      : rowCoverage[row]!
    if (match >= LEAST_MATCH) rows.push({ text: index.rows.text[row]!, match: Math.round(match * 100) / 100 })
  })
  return rows.sort((a, b) => b.match - a.match).slice(0, HIGHLIGHTS)
}

function queryBags(read: ReadQuestion) {
  const stems = new Map<string, number>()
  const concepts = new Map<string, number>()
  const grams = new Map<number, number>()
  for (const term of read.terms) {
    for (const [stem, sure] of term.stems) stems.set(stem, Math.max(stems.get(stem) ?? 0, sure))
    for (const concept of term.concepts) concepts.set(concept, 1)
    if (term.token.content) addCharGrams(term.token.word, grams)
  }
  const bigrams = new Map(bigramsOf(read.tokens).map((bigram) => [bigram, 1]))
  return { stems, concepts, grams, bigrams }
}

/** For each row or chunk, the share of the question's idf it covers; a synonym covers `synonym` of its word. */
function coverage(
  index: KnowledgeIndex,
  read: ReadQuestion,
  level: 'rows' | 'chunks',
  synonym: number,
): Float32Array {
  const { stems, concepts } = level === 'rows' ? index.rows : index
  const total = new Float32Array(level === 'rows' ? index.rows.chunkOf.length : index.chunks.length)
  const best = new Float32Array(total.length)
  let all = 0
  for (const term of read.terms) {
    if (term.idf === 0) continue
    all += term.idf
    best.fill(0)
    if (synonym > 0) for (const concept of term.concepts) raise(concepts, concept, synonym, best)
    for (const [stem, sure] of term.stems) raise(stems, stem, sure, best)
    for (let at = 0; at < total.length; at += 1) total[at]! += term.idf * best[at]!
  }
  if (all > 0) for (let at = 0; at < total.length; at += 1) total[at]! /= all
  return total
}

function topicScores(index: KnowledgeIndex, { topic }: ReadQuestion): Float32Array {
  const scores = new Float32Array(index.rows.text.length)
  if (topic)
    for (let row = 0; row < scores.length; row += 1)
      scores[row] = topicScore(topic, index.rows.folded[row]!, index.rows.under[row]!)
  return scores
}

function toBest(scores: Float32Array): Float32Array {
  const best = scores.reduce((most, score) => Math.max(most, score), 0)
  return best > 0 ? scores.map((score) => Math.max(0, score) / best) : new Float32Array(scores.length)
}
