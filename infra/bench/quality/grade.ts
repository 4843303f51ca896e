import type { TryAnswer } from '@plantao/shared/conversations'
import { fold } from '@plantao/shared/fold'
import { ungroundedFacts } from '../../../cloud/src/grounding/index.ts'

/** Words of a span that a reply must carry, where the span holds no fact to check. */
const CARRIED = 0.6

/** What became of a question. `right` and `wrong` were answered; `asked` is a question back; `talk` is small talk. */
export type Grade = 'right' | 'wrong' | 'handed_over' | 'asked' | 'talk'

/**
 * Grades a reaction. In: the places of the company's text that answer (each one alone), the author's own short answer; none for a
 * question that has no answer, whose every answer is wrong. An answer is right when it states every fact of a place (prices, hours,
 * quantities) and, where that has none, most of its words or of the short answer's.
 */
export function gradeOf(reaction: TryAnswer, spans: readonly string[], short = ''): Grade {
  if (reaction.decision === 'handoff') return 'handed_over'
  if (reaction.decision === 'smalltalk') return 'talk'
  if (reaction.decision === 'clarify') return 'asked'
  const reply = reaction.reply ?? ''
  return spans.some((span) => carries(reply, span, short)) ? 'right' : 'wrong'
}

function carries(reply: string, span: string, short: string): boolean {
  const facts = ungroundedFacts(span, [])
  if (facts.length > 0 && ungroundedFacts(span, [reply]).length === 0) return true
  if (facts.length > 0) return false
  return overlap(reply, span) >= CARRIED || overlap(reply, short) >= CARRIED
}

function overlap(reply: string, wanted: string): number {
  const said = new Set(wordsOf(reply))
  const words = wordsOf(wanted)
  return words.length === 0 ? 0 : words.filter((word) => said.has(word)).length / words.length
}

function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length >= 3)
    .map((word) => word.slice(0, 5))
}
