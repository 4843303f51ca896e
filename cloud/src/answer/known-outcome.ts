import type { Decision } from '@plantao/shared/conversations'
import { fold } from '@plantao/shared/fold'
import { ungroundedFacts } from '../grounding/index.ts'

/** A turn that was searched for, and what happened next in its conversation. */
export type PastTurn = {
  conversationId: string
  decision: Decision
  reason: string | null
  /** Probability (0 to 1) at that time. */
  confidence: number
  at: Date
  /** The first word of a person of the company within a day; its text may be missing (a picture). */
  humanAt: Date | null
  humanText: string | null
  /** What the bot had found; only where a person answered instead of it. */
  sources: readonly string[]
  nextDecision: Decision | null
  nextReason: string | null
  nextAt: Date | null
}

/** A person who corrects the bot, or a customer it angers, shows within this time. */
const SOON_MS = 30 * 60_000
/** Share of a person's own words that what was found must hold for "the bot could have said it". */
const SAID_ALREADY = 0.5

/**
 * Whether answering was right, or would have been; null when nobody's act tells. An answer was wrong when a person spoke right after it,
 * or the customer complained or asked for a person. A question handed over could have been answered when the person then said what the
 * bot had found.
 */
export function knownOutcome(turn: PastTurn, now: Date): boolean | null {
  if (turn.decision === 'reply' || turn.decision === 'clarify') {
    const soon = (at: Date | null) => at !== null && at.getTime() - turn.at.getTime() <= SOON_MS
    const wantedPerson = turn.nextReason === 'complaint' || turn.nextReason === 'customer_asked'
    if (soon(turn.nextAt) && turn.nextDecision === 'handoff' && wantedPerson) return false
    const interrupted = soon(turn.humanAt) && !(turn.nextAt && turn.nextAt < turn.humanAt!)
    if (interrupted) return false
    return now.getTime() - turn.at.getTime() > SOON_MS ? true : null
  }
  if (turn.decision !== 'handoff' || turn.reason !== 'low_confidence' || !turn.humanText) return null
  return saysTheSame(turn.humanText, turn.sources)
}

function saysTheSame(text: string, sources: readonly string[]): boolean {
  if (ungroundedFacts(text, sources).length > 0) return false
  const known = new Set(sources.flatMap(wordsOf))
  const said = wordsOf(text)
  return said.length > 0 && said.filter((word) => known.has(word)).length >= said.length * SAID_ALREADY
}

/** The beginnings of the longer words, folded: enough to see the same thing said in another form. */
function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length >= 4 || /\d/.test(word))
    .map((word) => word.slice(0, 5))
}
