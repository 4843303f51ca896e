import type { KnowledgeIndex } from '../retrieval/build-index.ts'
import { MARK } from '../retrieval/marks.ts'
import { raise } from '../retrieval/postings.ts'
import type { QuestionTerm } from '../retrieval/read-question.ts'
import type { SearchResult } from '../retrieval/search-index.ts'
import { isAttribute } from './attributes.ts'

/** What speaks for and against "these chunks answer the question", by name; most lie between 0 and 1. */
export type ConfidenceFeatures = Readonly<Record<string, number>>

/** Telling words up to which a question counts as short. */
const SHORT = 2

/** As many chunks as a person would read for the answer. */
const READ = 3

/** The features that mean something else in a price list than in prose: measured once more, times `trade`. */
const TRADE_FEATURES = [
  'rowCoverage',
  'rowWords',
  'rowSynonyms',
  'chunkCoverage',
  'chunkWords',
  'squaredWords',
  'rarestMissing',
  'gramCoverage',
  'stemPerNat',
  'evidence',
  'chunkEvidence',
  'strange',
  'strangeCount',
  'unexplained',
  'unexplainedCount',
  'attributeAsked',
  'bigram',
] as const

/** What only plain questions have. */
const NO_PLAIN = Object.fromEntries(
  ['Best', 'Sure', 'None', 'Read', 'First', 'Known', 'Words', 'Day', 'DayTold'].map((name) => [
    `plain${name}`,
    0,
  ]),
)

/** Measures a search for the judge. In: the index and what `searchIndex` returned for it. Out: null when nothing was found. */
export function confidenceFeatures(index: KnowledgeIndex, result: SearchResult): ConfidenceFeatures | null {
  const { question, rowCoverage, rowWordCoverage, chunkCoverage, raw, gramTotal } = result.features
  const top = result.hits[0]
  if (!top || question.terms.length === 0) return null
  if (question.topic?.plain) return plainFeatures(result)
  const first = top.chunk.position
  const { row, chunk } = bestRow(index, result)
  const rows = rowsOf(index, chunk)
  const telling = question.terms.filter((term) => term.idf > 0)
  const total = telling.reduce((sum, term) => sum + term.idf, 0) || 1
  const inRow = held(index, telling, row, 'rows')
  const inChunk = held(index, telling, chunk, 'chunks')
  const strange = telling.filter((term) => !term.known)
  const unexplained = telling.filter((_, at) => inChunk[at] === 0)
  const weightOf = (terms: QuestionTerm[]) => terms.reduce((sum, term) => sum + term.idf, 0) / total
  const attributes = telling
    .map((term, at) => (isAttribute(term.token.stem) ? at : -1))
    .filter((at) => at >= 0)
  const focus = question.kind.focus
  const focusAt = focus ? telling.findIndex((term) => term.token.stem === focus.stem) : -1
  const { wanted, kind } = question.kind
  const marks = index.rows.marks[row] ?? 0
  const second = result.hits[1]?.score ?? 0
  const bigramsHeld = raw.bigrams[first]! > 0 ? 1 : 0
  const yesno = kind === 'yesno' ? 1 : 0
  const wordsInChunk = held(index, telling, chunk, 'chunks', 0)
  const rarest = Math.max(...telling.map((term) => term.idf), 1)
  const missedIdf = telling.map((term, at) => (wordsInChunk[at] === 0 ? term.idf : 0))
  const numbers = telling.map((term, at) => (/\d/.test(term.token.word) ? at : -1)).filter((at) => at >= 0)
  const rowShare = rowCoverage[row] ?? 0
  const wordShare = rowWordCoverage[row] ?? 0

  const plain: Record<string, number> = {
    rowCoverage: rowShare,
    rowWords: wordShare,
    rowSynonyms: rowShare - wordShare,
    chunkCoverage: chunkCoverage[chunk] ?? 0,
    chunkWords: telling.reduce((sum, term, at) => sum + term.idf * wordsInChunk[at]!, 0) / total,
    rarestMissing: Math.max(0, ...missedIdf) / rarest,
    squaredWords:
      1 -
      missedIdf.reduce((sum, value) => sum + value ** 2, 0) /
        telling.reduce((sum, term) => sum + term.idf ** 2, 1),
    numberAsked: numbers.length > 0 ? 1 : 0,
    numberMissing: numbers.some((at) => wordsInChunk[at] === 0) ? 1 : 0,
    bestCoverage: Math.max(
      ...result.hits.slice(0, READ).map((hit) => chunkCoverage[hit.chunk.position] ?? 0),
    ),
    gramCoverage: gramTotal > 0 ? raw.grams[first]! / gramTotal / 2 : 0,
    stemPerNat: raw.stems[first]! / total / 2,
    evidence: Math.min(1.5, (rowShare * total) / 20),
    chunkEvidence: Math.min(2, ((chunkCoverage[chunk] ?? 0) * total) / 20),
    margin: top.score > 0 ? (top.score - second) / top.score : 0,
    bigram: bigramsHeld,
    kindAsked: wanted ? 1 : 0,
    kindInRow: wanted && marks & wanted ? 1 : 0,
    kindInChunk: wanted && rows.some((at) => index.rows.marks[at]! & wanted) ? 1 : 0,
    kindTimesCoverage: wanted && marks & wanted ? rowShare : 0,
    yesno,
    yesnoWords: yesno * wordShare,
    refusal: yesno && marks & MARK.refusal ? 1 : 0,
    strange: weightOf(strange),
    strangeCount: Math.min(4, strange.length) / 4,
    unexplained: weightOf(unexplained),
    unexplainedCount: Math.min(4, unexplained.length) / 4,
    focusAsked: focusAt >= 0 ? 1 : 0,
    focusMissing: focusAt >= 0 && inRow[focusAt] === 0 ? 1 : 0,
    focusUnknown: focusAt >= 0 && inChunk[focusAt] === 0 ? 1 : 0,
    attributeAsked: attributes.length > 0 ? 1 : 0,
    attributeMissing: attributes.some((at) => inRow[at] === 0) ? 1 : 0,
    attributeUnknown: attributes.some((at) => inChunk[at] === 0) ? 1 : 0,
    price: kind === 'price' ? 1 : 0,
    priceMissing: kind === 'price' && !(marks & wanted) ? 1 : 0,
    rowLength: Math.min(1, (index.rows.text[row]?.length ?? 0) / 200),
    strangeWordy: weightOf(strange) * wordShare,
    ...shortFeatures(telling.length, {
      Row: rowShare,
      Words: wordShare,
      Chunk: chunkCoverage[chunk] ?? 0,
      Strange: weightOf(strange),
      Unexplained: weightOf(unexplained),
      Kind: wanted && marks & wanted ? rowShare : 0,
      Grams: gramTotal > 0 ? raw.grams[first]! / gramTotal / 2 : 0,
    }),
    topicAsked: question.topic ? 1 : 0,
    topicInRow: result.features.rowTopic[row] ?? 0,
    plainAsked: 0,
    dense: raw.dense ? Math.max(0, ...raw.dense) : 0,
  }
  const trade = tradeShare(index)
  return {
    ...plain,
    ...NO_PLAIN,
    trade,
    ...Object.fromEntries(TRADE_FEATURES.map((name) => [`${name}InTrade`, plain[name]! * trade])),
  }
}

/** What is measured once more of a short question, whose few words weigh otherwise than many. */
function shortFeatures(telling: number, measured: Readonly<Record<string, number>>): Record<string, number> {
  const short = telling <= SHORT ? 1 : 0
  return {
    short,
    ...Object.fromEntries(Object.entries(measured).map(([name, value]) => [`short${name}`, short * value])),
  }
}

/**
 * A question that any company is asked ("abre domingo?") is judged by whether a row tells that, not by its words: those stand
 * everywhere or nowhere. All other features are left out, and so count as average.
 */
function plainFeatures(result: SearchResult): ConfidenceFeatures {
  const { rowTopic, question, rowCoverage } = result.features
  const best = Math.max(0, ...rowTopic)
  const read = Math.max(0, ...result.hits.slice(0, READ).map((hit) => rowTopic[hit.row] ?? 0))
  const first = rowTopic[result.hits[0]!.row] ?? 0
  const telling = question.terms.filter((term) => term.idf > 0)
  return {
    plainAsked: 1,
    plainBest: best,
    plainSure: best >= 0.8 ? 1 : 0,
    plainNone: best === 0 ? 1 : 0,
    plainRead: read,
    plainFirst: first,
    plainKnown: telling.some((term) => term.known) ? 1 : 0,
    plainWords:
      best === 0 ? Math.max(0, ...result.hits.slice(0, READ).map((hit) => rowCoverage[hit.row] ?? 0)) : 0,
    plainDay: question.topic!.days.length > 0 ? 1 : 0,
    plainDayTold: question.topic!.days.length > 0 && best >= 0.8 ? 1 : 0,
  }
}

/**
 * How much the text is a price list and house rules (1) rather than prose (0). In prose an answer repeats the question's
 * words; in an owner's list a near miss does, and people ask for what is there in words of their own.
 */
function tradeShare(index: KnowledgeIndex): number {
  const priced = index.rows.text.reduce(
    (count, text) => count + (/R\$\s?\d|\d\s?reais/i.test(text) ? 1 : 0),
    0,
  )
  return index.rows.text.length === 0 ? 0 : Math.min(1, (priced / index.rows.text.length) * 10)
}

/** The row that covers the question best among the chunks that would be read. */
function bestRow(index: KnowledgeIndex, result: SearchResult): { row: number; chunk: number } {
  let best = { row: result.hits[0]!.row, chunk: result.hits[0]!.chunk.position, value: -1 }
  result.hits.slice(0, READ).forEach((hit, rank) => {
    const chunk = hit.chunk.position
    const share = result.features.rowCoverage[hit.row] ?? 0
    const value = share - rank * 0.05
    if (value > best.value) best = { row: hit.row, chunk, value }
  })
  return best.row < 0 ? { row: rowsOf(index, best.chunk)[0] ?? 0, chunk: best.chunk } : best
}

function rowsOf(index: KnowledgeIndex, chunk: number): number[] {
  const rows: number[] = []
  index.rows.chunkOf.forEach((of, row) => {
    if (of === chunk) rows.push(row)
  })
  return rows
}

/** For each term: 1 when the row or chunk has the word, less for a synonym, 0 when it has neither. */
function held(
  index: KnowledgeIndex,
  terms: readonly QuestionTerm[],
  at: number,
  level: 'rows' | 'chunks',
  synonym = 0.6,
): number[] {
  const { stems, concepts } = level === 'rows' ? index.rows : index
  const best = new Float32Array(stems.lengths.length)
  return terms.map((term) => {
    best.fill(0)
    if (synonym > 0) for (const concept of term.concepts) raise(concepts, concept, synonym, best)
    for (const [stem, sure] of term.stems) raise(stems, stem, sure, best)
    return best[at] ?? 0
  })
}
