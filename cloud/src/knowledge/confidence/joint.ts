import type { Judgement } from './judgement.ts'
import judges from './judges-1.json' with { type: 'json' }

/** How a judging model's word and the words' own probability make one: a logistic regression over both. */
export type JudgeWeights = { intercept: number; lexical: number; answers: number; sure: number }

/** Probabilities nearer to 0 or 1 than this are no surer: a measure of the words never rules a judge out alone. */
const EDGE = 0.02

/**
 * The weights for a judging model: fitted for it, or those of a judge that errs about one time in twelve.
 * Null for a model whose word is known to tell nothing (the sandbox's word counting).
 */
export function weightsFor(model: string): JudgeWeights | null {
  const known: Readonly<Record<string, JudgeWeights | null>> = judges.models
  const name = model.replace(/-\d{4}-\d{2}-\d{2}$/, '')
  return Object.hasOwn(known, name) ? known[name]! : judges.otherwise
}

/** One probability (0 to 1) from the words' and the judge's. In: the lexical confidence, the judgement, its weights. */
export function jointConfidence(
  lexical: number,
  { answers, probability }: Pick<Judgement, 'answers' | 'probability'>,
  weights: JudgeWeights,
): number {
  const sum =
    weights.intercept +
    weights.lexical * logit(lexical) +
    weights.answers * (answers ? 1 : -1) +
    weights.sure * logit(probability)
  return 1 / (1 + Math.exp(-sum))
}

/** Log-odds of a probability, kept away from certainty. */
export function logit(probability: number): number {
  const inside = Math.min(1 - EDGE, Math.max(EDGE, Number.isFinite(probability) ? probability : 0.5))
  return Math.log(inside / (1 - inside))
}
