/** One figure of a benchmark; `baseline` was measured in the same run, `interval` holds it with 95 %. */
export type Figure = {
  metric: string
  value: number
  unit: string
  baseline?: number
  interval?: readonly [number, number]
}

export type Report = (figure: Figure) => void

/** Prints figures as they come: a JSON object a line, or a table for people. */
export function reporter(bench: string, json: boolean): Report {
  return ({ metric, value, unit, baseline, interval }) => {
    const figure = {
      bench,
      metric,
      value: round(value),
      unit,
      ...(baseline === undefined ? {} : { baseline: round(baseline) }),
      ...(interval ? { interval: interval.map(round) } : {}),
    }
    if (json) return console.log(JSON.stringify(figure))
    const beside =
      (interval ? `   [${interval.map(round).join(', ')}]` : '') +
      (baseline === undefined ? '' : `   (baseline ${round(baseline)})`)
    console.log(`${bench}  ${metric.padEnd(34)} ${String(figure.value).padStart(12)} ${unit}${beside}`)
  }
}

/** The value below which a share of the samples lies, by nearest rank; 0 for none. */
export function percentile(samples: number[], share: number): number {
  if (samples.length === 0) return 0
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!
}

function round(value: number): number {
  return Number(value.toPrecision(5))
}
