import { mulberry32 } from '../../sandbox/src/random.ts'

const RESAMPLES = 200
const SEED = 11

/**
 * The 95 % interval of a figure by the bootstrap over clusters: whole documents or companies are drawn again, since questions
 * about one text are alike. In: cases, the cluster of each, the figure of some cases. NaN results are left out. Seeded.
 */
export function clusterInterval<C>(
  cases: readonly C[],
  clusterOf: (one: C) => string,
  figure: (of: readonly C[]) => number,
): [number, number] {
  const clusters = [...Map.groupBy(cases, clusterOf).values()]
  const random = mulberry32(SEED)
  const figures = Array.from({ length: RESAMPLES }, () =>
    figure(clusters.flatMap(() => clusters[Math.floor(random() * clusters.length)]!)),
  )
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b)
  const at = (part: number) => figures[Math.round(part * (figures.length - 1))] ?? Number.NaN
  return [at(0.025), at(0.975)]
}
