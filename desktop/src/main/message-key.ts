/** Messages within one millisecond that still get a key of their own. */
export const SLOTS = 1024

/** The first of the keys for an instant in milliseconds; 2^53 is reached in the year 2248. */
export function firstKey(atMs: number): number {
  return atMs * SLOTS
}

/** The instant a key stands for, in milliseconds. */
export function instantOf(key: number): number {
  return Math.floor(key / SLOTS)
}
