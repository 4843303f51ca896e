import { STOP_WORDS } from '../../portuguese/index.ts'
import { analyse, type Token } from './analyse.ts'
import type { KnowledgeIndex } from './build-index.ts'
import { isThesaurusStem } from './concepts.ts'
import { holds, idf } from './postings.ts'
import { type QuestionKind, questionKind } from './question-kind.ts'
import { corrections, isKnown } from './spelling.ts'
import { type AskedTopic, topicOf } from './topics.ts'

/** A content word of a question, as this knowledge can understand it. */
export type QuestionTerm = {
  token: Token
  /** stems it may mean, with how sure we are: itself 1, a correction less */
  stems: readonly (readonly [string, number])[]
  concepts: readonly string[]
  /** how much it tells, in nats: rare in this knowledge is high */
  idf: number
  /** the knowledge holds the word itself or a correction of it */
  known: boolean
}

export type ReadQuestion = {
  tokens: Token[]
  terms: QuestionTerm[]
  kind: QuestionKind
  topic: AskedTopic | null
}

/** Strange words of one question that are corrected: each is held against the whole vocabulary. */
const MOST_MENDED = 24

/** A corrected word counts this much against one typed right. */
const CORRECTED = 0.85

/** Understands a question in the words of one knowledge. In: its index and what the customer wrote. */
export function readQuestion(index: KnowledgeIndex, question: string): ReadQuestion {
  let strange = 0
  const tokens = analyse(question).map((token): Mended => {
    if (!isStrange(index, token)) return itself(token)
    strange += 1
    return strange > MOST_MENDED ? itself(token) : mended(index, token)
  })
  const terms: QuestionTerm[] = []
  const seen = new Set<string>()
  for (const { token, stems } of tokens) {
    if ((!token.content && token.concepts.length === 0) || seen.has(token.stem)) continue
    if (!token.content) {
      terms.push({ token, stems: [], concepts: token.concepts, idf: 0, known: true })
      continue
    }
    seen.add(token.stem)
    const present = stems.filter(([stem]) => holds(index.rows.stems, stem))
    const rarity = present.length
      ? Math.min(...present.map(([stem]) => idf(index.rows.stems, stem)))
      : idf(index.rows.stems, token.stem)
    terms.push({ token, stems, concepts: token.concepts, idf: rarity, known: present.length > 0 })
  }
  const plain = tokens.map(({ token }) => token)
  const topic = topicOf(
    plain.map(({ word }) => word),
    plain.filter(({ content }) => content).map(({ word }) => word),
  )
  return { tokens: plain, terms, kind: questionKind(plain), topic }
}

type Mended = { token: Token; stems: readonly (readonly [string, number])[] }

function itself(token: Token): Mended {
  return { token, stems: [[token.stem, 1]] }
}

/** Neither the text nor the language has it, in any form: it may be mistyped. */
function isStrange(index: KnowledgeIndex, { content, word, stem }: Token): boolean {
  if (!content || isKnown(index.vocabulary, word)) return false
  return !holds(index.rows.stems, stem) && !isThesaurusStem(stem)
}

function mended(index: KnowledgeIndex, token: Token): Mended {
  const candidates = corrections(index.vocabulary, token.word)
  if (candidates.length === 0) return itself(token)
  // A mistyped function word ("vcoe", "qeu") is noise, not a missing fact.
  const grammar = candidates.find((word) => STOP_WORDS.has(word))
  if (grammar) return { token: { ...token, word: grammar, content: false }, stems: [] }
  const meant = candidates.flatMap((word) => analyse(word))
  const concepts = [...new Set([...token.concepts, ...meant.flatMap((other) => other.concepts)])]
  const stems = [...new Set(meant.map((other) => other.stem))]
  return {
    token: { ...token, concepts, stem: stems[0] ?? token.stem },
    stems: [[token.stem, 1], ...stems.map((stem) => [stem, CORRECTED] as const)],
  }
}
