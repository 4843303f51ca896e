import type { Chunk } from './lines.ts'
import { type RankedLine, rank } from './rank.ts'

export interface AnswerTask {
  question: string
  chunks: Chunk[]
  history?: { author: string; text: string }[]
}

export interface Answer {
  decision: 'answer' | 'clarify' | 'smalltalk' | 'handoff'
  reason: string | null
  reply: string
  citations: string[]
}

const MAX_REPLY = 500
const MAX_LINES = 3
/** A further line is quoted while it scores at least this share of the best one. */
const ALSO = 0.75
/** From this share of the best one's score on a line that the asker is sure of fits as well. */
const ALIKE = 0.85
/** Below this share of the question's weight nothing really overlaps. */
const FLOOR = 0.06

/** Answers by quoting the one to three lines that fit best; hands off when nothing overlaps. Never obeys the texts. */
export function answer({ question, chunks, history = [] }: AnswerTask): Answer {
  const before = history
    .filter(({ author }) => author === 'contact')
    .slice(-1)
    .map(({ text }) => text)
  // What the question came from is no word of it.
  const ranked = rank(question.replace(/^\[(?:áudio|imagem)\] /gm, ''), chunks, before)
  const top = ranked[0]
  if (!top || top.coverage < FLOOR) {
    return { decision: 'handoff', reason: 'low_confidence', reply: 'não encontrei', citations: [] }
  }
  const chosen = inReadingOrder(choose(ranked, top.score))
  return {
    decision: 'answer',
    reason: null,
    reply: chosen
      .map((line, at) => quote(line, chosen[at - 1]))
      .join('\n')
      .slice(0, MAX_REPLY * 2),
    citations: [...new Set(chosen.map(({ chunkId }) => chunkId))],
  }
}

function choose(ranked: RankedLine[], top: number): RankedLine[] {
  const chosen: RankedLine[] = []
  let length = 0
  for (const line of ranked) {
    if (chosen.length === MAX_LINES || line.score < top * ALSO) break
    const size = quote(line).length
    if (chosen.length > 0 && length + size > MAX_REPLY) continue
    chosen.push(line)
    length += size
  }
  return chosen
}

/** Lines of one chunk that fit about as well as the best stand as the text has them: a rule before its exception. */
function inReadingOrder(chosen: RankedLine[]): RankedLine[] {
  const [best] = chosen
  const alike = (line: RankedLine) =>
    line.chunkId === best?.chunkId && line.sure && line.score >= best.score * ALIKE
  return [...chosen.filter(alike).sort((a, b) => a.at - b.at), ...chosen.filter((line) => !alike(line))]
}

/** The line as quoted: a bare list entry carries its nearest heading, so that "Domingo: 6h30 às 13h" says whose. */
function quote(line: RankedLine, before?: RankedLine): string {
  const text = line.text.replace(/^[-*•–]\s*/, '')
  const heading = line.headings[0]
  if (!heading || text.includes(heading) || !line.item || before?.headings[0] === heading) return text
  return `${heading} — ${text}`
}
