/** Counts of durations in buckets that grow by a fifth: a quantile read from them is off by a tenth at most. */
export type Histogram = Record<string, number>

/** The first bucket ends at 100 ms; bucket n at 100 ms × 1.2ⁿ. Seven days are bucket 86. */
const FIRST_MS = 100
const GROWTH = 1.2

/** SQL for the bucket of a duration in milliseconds. */
export function bucketSql(ms: string): string {
  return `greatest(0, ceil(ln(greatest(${ms}, ${FIRST_MS}) / ${FIRST_MS}) / ln(${GROWTH})))::integer`
}

/** Histograms of several days as one. */
export function together(histograms: readonly Histogram[]): Histogram {
  const sum: Histogram = {}
  for (const one of histograms)
    for (const [bucket, count] of Object.entries(one)) sum[bucket] = (sum[bucket] ?? 0) + count
  return sum
}

export function countOf(histogram: Histogram): number {
  return Object.values(histogram).reduce((sum, count) => sum + count, 0)
}

/** The duration below which a share of them lies, in milliseconds; null without any. */
export function quantile(histogram: Histogram, share: number): number | null {
  const count = countOf(histogram)
  if (count === 0) return null
  const buckets = Object.keys(histogram)
    .map(Number)
    .sort((a, b) => a - b)
  let seen = 0
  for (const bucket of buckets) {
    seen += histogram[bucket]!
    // The middle of the bucket, as ratios go.
    if (seen >= share * count) return Math.round(FIRST_MS * GROWTH ** (bucket - (bucket === 0 ? 0 : 0.5)))
  }
  return null
}
