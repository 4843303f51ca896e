/** A source of numbers in [0, 1) that repeats for the same seed. */
export type Random = () => number

/**
 * Mulberry32: tiny, fast, good enough to place faults, and the same everywhere for one seed.
 * @param seed any integer; only the low 32 bits count
 */
export function mulberry32(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
