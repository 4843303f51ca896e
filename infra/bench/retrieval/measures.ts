/** Chance that a positive scores above a negative (ties count half); NaN when either is missing. */
export function auroc(positives: readonly number[], negatives: readonly number[]): number {
  if (positives.length === 0 || negatives.length === 0) return Number.NaN
  const all = [
    ...positives.map((score) => [score, 1] as const),
    ...negatives.map((score) => [score, 0] as const),
  ]
  all.sort((a, b) => a[0] - b[0])
  let ranks = 0
  for (let from = 0; from < all.length; ) {
    let to = from
    while (to < all.length && all[to]![0] === all[from]![0]) to += 1
    const rank = (from + 1 + to) / 2
    for (let at = from; at < to; at += 1) ranks += rank * all[at]![1]
    from = to
  }
  const count = positives.length
  return (ranks - (count * (count + 1)) / 2) / (count * negatives.length)
}

/** Expected calibration error over ten equal-width bins. In: probability, whether it came true, and what the case weighs. */
export function ece(cases: readonly { probability: number; truth: boolean; weight: number }[]): number {
  const bins = Array.from({ length: 10 }, () => ({ probability: 0, truth: 0, weight: 0 }))
  for (const { probability, truth, weight } of cases) {
    const bin = bins[Math.min(9, Math.floor(probability * 10))]!
    bin.probability += probability * weight
    bin.truth += (truth ? 1 : 0) * weight
    bin.weight += weight
  }
  const total = bins.reduce((sum, bin) => sum + bin.weight, 0)
  return bins.reduce((sum, bin) => sum + Math.abs(bin.probability - bin.truth), 0) / total
}

/** The value below which a part of the values lies; NaN for none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

/** Mean; NaN for none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
