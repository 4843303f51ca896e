import { fold } from '@plantao/shared/fold'
import { MOST_REHEARSED } from '@plantao/shared/rehearsals'
import { followUp } from '../answer/index.ts'
import { MOST_READ } from '../platform/readable.ts'
import { intentOf, smallTalk } from '../portuguese/index.ts'

export type Asked = {
  question: string
  asked: number
  /** Whose words it is, so that an erasure finds it; nobody's when it comes from the company's own text. */
  conversationIds: string[]
}

/** Longer ones are stories, not questions to be replayed. Characters. */
const LONGEST = MOST_READ.compared
const BEFORE = [{ author: 'contact' as const, text: 'Qual o preço?', at: new Date(0) }]

/** The distinct questions among what customers wrote, most asked first. What leans on a talk that is over is left out. */
export function distinctQuestions(written: readonly Asked[], most = MOST_REHEARSED): Asked[] {
  const groups = new Map<string, Asked>()
  for (const { question, asked, conversationIds } of written) {
    const text = question.replace(/\s+/g, ' ').trim()
    if (!standsAlone(text) || (asked > 0 && followUp(text, BEFORE)?.empty)) continue
    const key = keyOf(text)
    const known = groups.get(key)
    const whose = [...new Set([...(known?.conversationIds ?? []), ...conversationIds])]
    groups.set(key, {
      question: known?.question ?? text,
      asked: (known?.asked ?? 0) + asked,
      conversationIds: whose,
    })
  }
  return [...groups.values()].sort((a, b) => b.asked - a.asked).slice(0, most)
}

function standsAlone(text: string): boolean {
  if (text.length < 3 || text.length > LONGEST || !/\p{L}/u.test(text)) return false
  return smallTalk(text) === null && intentOf(text) === null
}

function keyOf(text: string): string {
  return fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** A line this long says more than one question could ask. Characters. */
const LONGEST_LINE = 160

/**
 * Questions a new tenant's customers will ask, made from the lines of what is published: prices, hours, places, and
 * what stands before a colon. Asked 0 times; in the order of the text.
 */
export function questionsOfText(text: string, most = MOST_REHEARSED): Asked[] {
  const made: string[] = []
  for (const raw of text.split('\n')) {
    const line = raw.replace(/^[\s#*•–-]+/, '').trim()
    if (line.length < 4 || line.length > LONGEST_LINE) continue
    const label = labelOf(line)
    if (line.endsWith('?')) made.push(line)
    else if (label) made.push(questionAbout(label.subject, label.said))
  }
  return distinctQuestions(
    made.map((question) => ({ question, asked: 0, conversationIds: [] })),
    most,
  )
}

/** What stands before a line's colon, dash or bar. Characters. */
const [SHORTEST_SUBJECT, LONGEST_SUBJECT] = [3, 61]
const SEPARATOR = /:|–|\s-\s|\|/

/** What a line speaks of and what it says of it ("Pão de queijo: R$ 4,50"); null when it is no such line. */
function labelOf(line: string): { subject: string; said: string } | null {
  const found = SEPARATOR.exec(line.slice(SHORTEST_SUBJECT))
  if (!found) return null
  const at = SHORTEST_SUBJECT + found.index
  const subject = line.slice(0, at).trim()
  const said = line.slice(at + found[0].length).trim()
  const isLabel = subject.length <= LONGEST_SUBJECT && /^\p{L}[^:?!.]+$/u.test(subject)
  return isLabel && said !== '' ? { subject, said } : null
}

function questionAbout(subject: string, said: string): string {
  if (/^pergunta$/i.test(subject)) return said
  const lower = subject === subject.toLocaleUpperCase('pt-BR') ? subject.toLocaleLowerCase('pt-BR') : subject
  if (/R\$|\breais\b/i.test(said)) return `Quanto custa ${lower}?`
  if (/\b\d{1,2}\s?(?:h|:\d{2})/i.test(said)) return `Qual o horário: ${lower}?`
  if (/\(?\d{2}\)?\s?9?\d{4}-?\d{4}/.test(said)) return `Qual o telefone: ${lower}?`
  return `Como é ${lower}?`
}
