import { type Chunk, type Line, linesOf } from './lines.ts'
import { holds, OPENING_HEADING, type Question, readQuestion } from './question.ts'
import { relatives } from './thesaurus.ts'
import { contentStems, fold, grams, stem } from './words.ts'

export interface RankedLine extends Line {
  /** Share of the question's weight this line carries, plus the bonus for the wanted kind of fact. */
  score: number
  /** The same without any bonus, 0..1. */
  coverage: number
  /** The asker is sure of the line. */
  sure: boolean
}

/** How much a word counts by where it stands: in the line, its heading, its source line, next to it, in its chunk. */
const FIELD = { own: 1, heading: 0.7, source: 0.4, neighbour: 0.25, chunk: 0.12 }
const WANTED_BONUS = 0.1
const MAX_BONUS = 0.2
/** A line under the opening hours, for who asks when it opens: what is baked at seven is no answer. */
const OPENING_BONUS = 0.5
/** What the asker's hint counts: a highlighted line, times its match. Tried on the dev companies. */
const HIGHLIGHT = 0.6
/** From this match on the asker is sure of the line: it counts double, and the words only order such lines. */
const SURE_MATCH = 0.85
const HISTORY_WEIGHT = 0.35
/** Trigram likeness from which a differently spelt word counts as the same ("progresiva"). */
const TYPO = 0.55

/** Words looked for, of a question and of what was said before: each is held against every word of the chunks. */
const MOST_WORDS = 60

const DAYS = new Set(
  ['segunda', 'terca', 'quarta', 'quinta', 'sexta', 'sabado', 'domingo', 'semana', 'feriado', 'util'].map(
    stem,
  ),
)

interface Fields {
  line: Line
  own: Set<string>
  weight: Map<string, number>
  folded: string
}

/** Orders every line of the chunks by how well it answers the question. `before` are earlier words of the customer. */
export function rank(text: string, chunks: Chunk[], before: string[] = []): RankedLine[] {
  const lines = dropRepeats(chunks.flatMap(linesOf))
  if (lines.length === 0) return []
  const question = readQuestion(text)
  const fields = describe(lines)
  const idf = rarity(fields)
  const asked = new Map<string, number>()
  const newDay = question.stems.some((word) => DAYS.has(word))
  for (const word of before.flatMap(contentStems).slice(-MOST_WORDS)) {
    // "e no domingo?" leaves the day asked about before behind.
    if (!(newDay && DAYS.has(word))) asked.set(word, HISTORY_WEIGHT)
  }
  for (const word of question.stems.slice(0, MOST_WORDS)) asked.set(word, 1)
  if (asked.size === 0) return []
  const vocabulary = [...new Set(fields.flatMap(({ weight }) => [...weight.keys()]))]
  const meant = new Map([...asked.keys()].map((word) => [word, meanings(word, vocabulary)]))
  let total = 0
  for (const [word, importance] of asked) total += importance * idf(word)
  const hints = hintsOf(chunks)
  const ranked = fields.map((field) => {
    let sum = 0
    for (const [word, importance] of asked) sum += importance * best(meant.get(word)!, field, idf)
    const coverage = sum / total
    const match = hints(field.line)
    const sure = match >= SURE_MATCH
    const hint = HIGHLIGHT * match * (sure ? 2 : 1)
    const any = coverage > 0 || hint > 0
    return { ...field.line, coverage, sure, score: any ? coverage + bonus(question, field) + hint : 0 }
  })
  return ranked.sort((a, b) => b.score - a.score)
}

/** How well a line matches by the asker's highlights, 0 to 1; 0 without any. */
function hintsOf(chunks: Chunk[]): (line: Line) => number {
  const given = chunks.flatMap(({ highlights = [] }) => highlights)
  return ({ text }) => {
    const matching = given.filter((one) => one.text.includes(text) || text.includes(one.text))
    return Math.max(0, ...matching.map(({ match }) => match))
  }
}

/** Chunks overlap: a line seen twice is kept once, and a cut-off copy gives way to the whole. */
function dropRepeats(lines: Line[]): Line[] {
  const kept: Line[] = []
  for (const line of [...lines].sort((a, b) => b.text.length - a.text.length)) {
    if (
      !kept.some(
        (other) =>
          other.chunkId !== line.chunkId &&
          other.text.includes(line.text) &&
          other.headings.length >= line.headings.length,
      )
    )
      kept.push(line)
  }
  return lines.filter((line) => kept.includes(line))
}

function describe(lines: Line[]): Fields[] {
  const own = lines.map((line) => contentStems(line.text))
  const byChunk = new Map<string, string[]>()
  for (const [index, line] of lines.entries()) {
    byChunk.set(line.chunkId, [...(byChunk.get(line.chunkId) ?? []), ...own[index]!])
  }
  return lines.map((line, index) => {
    const weight = new Map<string, number>()
    const add = (stems: string[], value: number) => {
      for (const word of stems) weight.set(word, Math.max(weight.get(word) ?? 0, value))
    }
    add(byChunk.get(line.chunkId)!, FIELD.chunk)
    for (const beside of [index - 1, index + 1]) {
      if (lines[beside]?.chunkId === line.chunkId) add(own[beside]!, FIELD.neighbour)
    }
    add(contentStems(line.source), FIELD.source)
    add(line.headings.flatMap(contentStems), FIELD.heading)
    add(own[index]!, FIELD.own)
    return { line, own: new Set(own[index]), weight, folded: fold(line.text) }
  })
}

function rarity(fields: Fields[]): (word: string) => number {
  const seen = new Map<string, number>()
  for (const { own } of fields) for (const word of own) seen.set(word, (seen.get(word) ?? 0) + 1)
  return (word) => {
    const count = seen.get(word) ?? 0
    return Math.log(1 + (fields.length - count + 0.5) / (count + 0.5))
  }
}

/** The words of the text that a word of the question may mean, each with a weight. */
function meanings(word: string, vocabulary: string[]): Map<string, number> {
  const found = new Map<string, number>([[word, 1]])
  const kin = relatives(word)
  for (const other of vocabulary) {
    if (other === word) continue
    const weight = Math.max(kin.get(other) ?? 0, likeness(word, other))
    if (weight > 0) found.set(other, weight)
  }
  return found
}

function likeness(a: string, b: string): number {
  if (a.length < 4 || b.length < 4 || /\d/.test(a + b) || Math.abs(a.length - b.length) > 3) return 0
  const left = new Set(grams(a, 2, 3))
  const right = new Set(grams(b, 2, 3))
  let common = 0
  for (const gram of left) if (right.has(gram)) common++
  const dice = (2 * common) / (left.size + right.size)
  return dice >= TYPO ? dice * 0.85 : 0
}

function best(meant: Map<string, number>, field: Fields, idf: (word: string) => number): number {
  let top = 0
  for (const [word, weight] of meant) {
    const place = field.weight.get(word)
    if (place !== undefined) top = Math.max(top, weight * place * idf(word))
  }
  return top
}

function bonus(question: Question, field: Fields): number {
  let sum = 0
  for (const wanted of question.wants) if (holds(wanted, field.folded)) sum += WANTED_BONUS
  const opens = question.opening && field.line.headings.some((one) => OPENING_HEADING.test(fold(one)))
  return Math.min(sum, MAX_BONUS) + (opens && sum > 0 ? OPENING_BONUS : 0)
}
