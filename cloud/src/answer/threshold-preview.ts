import type { Share, ThresholdPoint, ThresholdPreview } from '@plantao/shared/quality'
import { knownOutcome, type PastTurn } from './known-outcome.ts'

const STEPS = Array.from({ length: 19 }, (_, step) => (step + 1) / 20)
/** "At most" this share wrong is what the suggestion asks for. */
const MOST_WRONG = 0.1
/** Fewer known answers than this prove nothing. */
const ENOUGH = 30
/** Two-sided 95 %. */
const Z = 1.96

type Judged = { turn: PastTurn; right: boolean | null }

/** What a threshold (0 to 1) would have meant for past turns. Pure. */
export function thresholdPreview(
  { turns, now }: { turns: readonly PastTurn[]; now: Date },
  threshold: number,
): ThresholdPreview {
  const judged = turns.map((turn) => ({ turn, right: knownOutcome(turn, now) }))
  const curve = STEPS.map((step) => pointAt(judged, step))
  const suggested = curve.find(({ wrong }) => wrong.of >= ENOUGH && wrong.high <= MOST_WRONG)
  return {
    at: pointAt(judged, threshold),
    curve,
    turns: turns.length,
    known: judged.filter(({ right }) => right !== null).length,
    ...(suggested ? { suggested: suggested.threshold } : {}),
  }
}

function pointAt(judged: readonly Judged[], threshold: number): ThresholdPoint {
  const answered = (one: Judged) => one.turn.confidence >= threshold && !stopped(one.turn)
  return {
    threshold,
    answered: shareOf(judged, answered),
    wrong: shareOf(
      judged.filter((one) => answered(one) && one.right !== null),
      (one) => !one.right,
    ),
  }
}

/** What stopped these answers was not the threshold: they stay with people whatever it is. */
function stopped({ decision, reason }: PastTurn): boolean {
  return decision === 'handoff' && reason !== 'low_confidence'
}

/**
 * A share with its 95 % interval (Wilson). Turns of one conversation are alike, so the interval is as wide as if there were fewer
 * of them: the count divided by the design effect between conversations.
 */
export function shareOf(judged: readonly Judged[], test: (one: Judged) => boolean): Share {
  const of = judged.length
  const count = judged.filter(test).length
  const share = of === 0 ? 0 : count / of
  const sure = of / designEffect(judged, test, share)
  const { low, high } = of === 0 ? { low: 0, high: 1 } : wilson(share, sure)
  return { share, low, high, count, of }
}

/** How much turns of one conversation resemble each other: 1 when not at all. Kish's ratio of variances. */
function designEffect(judged: readonly Judged[], test: (one: Judged) => boolean, share: number): number {
  const byConversation = new Map<string, { size: number; count: number }>()
  for (const one of judged) {
    const seen = byConversation.get(one.turn.conversationId) ?? { size: 0, count: 0 }
    byConversation.set(one.turn.conversationId, {
      size: seen.size + 1,
      count: seen.count + (test(one) ? 1 : 0),
    })
  }
  const groups = [...byConversation.values()]
  const plain = judged.length * share * (1 - share)
  if (plain === 0) return groups.length === 0 ? 1 : judged.length / groups.length
  const between = groups.reduce((sum, { size, count }) => sum + (count - size * share) ** 2, 0)
  return Math.max(1, between / plain)
}

function wilson(share: number, n: number): { low: number; high: number } {
  const middle = share + Z ** 2 / (2 * n)
  const reach = Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2))
  const scale = 1 + Z ** 2 / n
  return { low: Math.max(0, (middle - reach) / scale), high: Math.min(1, (middle + reach) / scale) }
}
