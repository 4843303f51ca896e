import type { ConfidenceFeatures } from './features.ts'

/** A fitted judge for one embedder: `mean` and `scale` make a feature comparable, `coefficients` weigh it. */
export type ConfidenceModel = {
  version: string
  /** the embedder whose similarity it knows; 'none' for words alone */
  embedder: string
  fitted: { on: string; dataSets: readonly string[]; cases: number; ece: number; note?: string }
  intercept: number
  features: Readonly<Record<string, { mean: number; scale: number; coefficient: number }>>
}

/**
 * Probability (0 to 1) that the chunks found answer the question.
 * In: the features of the search (null when nothing was found: 0) and the model of the embedder in use.
 */
export function confidence(features: ConfidenceFeatures | null, model: ConfidenceModel): number {
  if (!features) return 0
  let logit = model.intercept
  for (const [name, { mean, scale, coefficient }] of Object.entries(model.features)) {
    logit += (coefficient * ((features[name] ?? mean) - mean)) / scale
  }
  return 1 / (1 + Math.exp(-logit))
}
