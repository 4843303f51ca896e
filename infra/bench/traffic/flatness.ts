import type { Sample } from './memory.ts'

/** What a flat process may still gain between the second and the last quarter: a share of what it held, and MB. */
const MAY_GAIN = { share: 0.1, mb: 5 }

/** How the memory of one process went. Slopes in MB an hour, over the first and the second half of the time. */
export type Course = {
  rssFirstHalf: number
  rssSecondHalf: number
  /** Null where there is no heap of Node's. */
  heapFirstHalf: number | null
  heapSecondHalf: number | null
  /** Median of the second quarter and of the last one, of the heap, or of what is resident where there is none. MB. */
  settledMb: number
  endMb: number
  peakRssMb: number
  /**
   * Flat: what is held in the last quarter (median) is at most a tenth and 5 MB more than in the second. The first quarter
   * does not count: caches fill, code is compiled. Something that leaks grows on; something that fills has filled.
   */
  isFlat: boolean
}

/** Judges a course of samples in order of time. Pure. */
export function courseOf(samples: Sample[]): Course {
  const half = Math.floor(samples.length / 2)
  const quarter = (n: number) =>
    samples.slice(Math.floor((samples.length * n) / 4), Math.floor((samples.length * (n + 1)) / 4))
  const held = (sample: Sample) => sample.heapMb ?? sample.rssMb
  const hasHeap = samples.every(({ heapMb }) => heapMb !== null)
  const slopes = (value: (sample: Sample) => number) =>
    [samples.slice(0, half), samples.slice(half)].map((part) => slope(part, value)) as [number, number]
  const [rssFirstHalf, rssSecondHalf] = slopes(({ rssMb }) => rssMb)
  const [heapFirstHalf, heapSecondHalf] = hasHeap ? slopes(held) : [null, null]
  const settledMb = median(quarter(1).map(held))
  const endMb = median(quarter(3).map(held))
  return {
    rssFirstHalf,
    rssSecondHalf,
    heapFirstHalf,
    heapSecondHalf,
    settledMb,
    endMb,
    peakRssMb: Math.max(...samples.map(({ rssMb }) => rssMb)),
    isFlat: endMb <= settledMb * (1 + MAY_GAIN.share) + MAY_GAIN.mb,
  }
}

/** Least squares, a unit an hour; 0 for fewer than two samples. */
function slope(samples: Sample[], value: (sample: Sample) => number): number {
  const mean = (list: number[]) => list.reduce((sum, one) => sum + one, 0) / list.length
  const x = mean(samples.map(({ hours }) => hours))
  const y = mean(samples.map(value))
  let [xy, xx] = [0, 0]
  for (const sample of samples) {
    xy += (sample.hours - x) * (value(sample) - y)
    xx += (sample.hours - x) ** 2
  }
  return xx > 0 ? xy / xx : 0
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
