import type { ConfidenceModel } from '../../../cloud/src/knowledge/confidence/confidence.ts'
import type { ConfidenceFeatures } from '../../../cloud/src/knowledge/confidence/features.ts'

export type Example = { features: ConfidenceFeatures; truth: boolean; weight: number }
type Fitted = Pick<ConfidenceModel, 'intercept' | 'features'>

/**
 * Weighted logistic regression with an L2 penalty, by Newton's method on standardised features.
 * In: examples, the names to use, the penalty (per unit of total weight). Out: what `confidence` needs.
 */
export function fitLogistic(examples: readonly Example[], names: readonly string[], penalty: number): Fitted {
  const total = examples.reduce((sum, example) => sum + example.weight, 0)
  // A feature that a case does not have counts as average there, as in `confidence`.
  const scaled = names.map((name) => {
    const having = examples.filter(({ features }) => features[name] !== undefined)
    const held = having.reduce((sum, { weight }) => sum + weight, 0) || 1
    const mean = having.reduce((sum, { features, weight }) => sum + weight * features[name]!, 0) / held
    const variance =
      having.reduce((sum, { features, weight }) => sum + weight * (features[name]! - mean) ** 2, 0) / held
    return { name, mean, scale: Math.sqrt(variance) || 1 }
  })
  const rows = examples.map(({ features }) =>
    Float64Array.from([
      1,
      ...scaled.map(({ name, mean, scale }) => ((features[name] ?? mean) - mean) / scale),
    ]),
  )
  const size = names.length + 1
  let beta = new Float64Array(size)
  for (let round = 0; round < 12; round += 1) {
    const gradient = new Float64Array(size)
    const hessian = Array.from({ length: size }, () => new Float64Array(size))
    rows.forEach((row, at) => {
      const { truth, weight } = examples[at]!
      const logit = row.reduce((sum, value, j) => sum + value * beta[j]!, 0)
      const probability = 1 / (1 + Math.exp(-logit))
      const slope = (weight / total) * Math.max(1e-6, probability * (1 - probability))
      for (let j = 0; j < size; j += 1) {
        gradient[j]! += (weight / total) * (probability - (truth ? 1 : 0)) * row[j]!
        for (let k = 0; k <= j; k += 1) hessian[j]![k]! += slope * row[j]! * row[k]!
      }
    })
    for (let j = 0; j < size; j += 1) {
      if (j > 0) gradient[j]! += penalty * beta[j]!
      hessian[j]![j]! += j > 0 ? penalty : 1e-9
      for (let k = 0; k < j; k += 1) hessian[k]![j] = hessian[j]![k]!
    }
    const step = solve(hessian, gradient)
    beta = beta.map((value, j) => value - step[j]!)
    if (Math.max(...step.map(Math.abs)) < 1e-7) break
  }
  return {
    intercept: beta[0]!,
    features: Object.fromEntries(
      scaled.map(({ name, mean, scale }, j) => [name, { mean, scale, coefficient: beta[j + 1]! }]),
    ),
  }
}

/** Solves a symmetric positive definite system by elimination with pivots. */
function solve(matrix: Float64Array[], vector: Float64Array): Float64Array {
  const size = vector.length
  const rows = matrix.map((row, at) => Float64Array.from([...row, vector[at]!]))
  for (let at = 0; at < size; at += 1) {
    let pivot = at
    for (let row = at + 1; row < size; row += 1)
      if (Math.abs(rows[row]![at]!) > Math.abs(rows[pivot]![at]!)) pivot = row
    ;[rows[at], rows[pivot]] = [rows[pivot]!, rows[at]!]
    for (let row = 0; row < size; row += 1) {
      if (row === at) continue
      const factor = rows[row]![at]! / rows[at]![at]!
      for (let column = at; column <= size; column += 1) rows[row]![column]! -= factor * rows[at]![column]!
    }
  }
  return Float64Array.from(rows, (row, at) => row[size]! / row[at]!)
}
