import { mulberry32 } from '../sandbox/src/random.ts'

/** Seeded dice: the same seed throws the same numbers, so that a failed run can be played again. */
export type Random = {
  /** In [0, 1). */
  next(): number
  /** A whole number from 0 to below `count`. */
  below(count: number): number
  pick<T>(items: readonly T[]): T
}

export function seededRandom(seed: number): Random {
  const next = mulberry32(seed)
  const below = (count: number) => Math.floor(next() * count)
  return { next, below, pick: (items) => items[below(items.length)]! }
}
