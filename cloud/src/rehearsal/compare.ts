import type { RehearsalSide, RehearsalVerdict } from '@plantao/shared/rehearsals'
import { asWritten, ungroundedFacts } from '../grounding/index.ts'

export type Compared = { verdict: RehearsalVerdict; lostFacts: string[] }

/**
 * What a candidate text does to one question. Pure. An answer that turns into a handoff is broken, and so is one that
 * loses a price, hour or phone without giving another of them: replaced facts are a change, missing ones a loss.
 */
export function compare(before: RehearsalSide, after: RehearsalSide): Compared {
  const [answered, answers] = [isAnswer(before), isAnswer(after)]
  if (answered && !answers) return { verdict: 'broken', lostFacts: factsLost(before, after) }
  if (!answered && answers) return { verdict: 'new', lostFacts: [] }
  if (!answered) return { verdict: before.reason === after.reason ? 'unchanged' : 'changed', lostFacts: [] }
  const lostFacts = factsLost(before, after)
  const gainedFacts = factsLost(after, before)
  if (lostFacts.length > gainedFacts.length) return { verdict: 'broken', lostFacts }
  const same = before.reply === after.reply && before.decision === after.decision
  return { verdict: same ? 'unchanged' : 'changed', lostFacts }
}

function isAnswer({ decision }: RehearsalSide): boolean {
  return decision === 'answer' || decision === 'clarify'
}

function factsLost(from: RehearsalSide, to: RehearsalSide): string[] {
  const said = isAnswer(from) ? from.reply : undefined
  if (!said) return []
  const written = asWritten(said)
  return ungroundedFacts(said, [isAnswer(to) ? (to.reply ?? '') : '']).map(({ text }) => written(text))
}
