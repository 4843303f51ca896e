/** A source of numbers in [0, 1) that repeats for the same seed. */
export type Random = () => number

/**
 * The one generator of everything that is thrown from a seed: faults, noise, customers. Mulberry32: the same on every
 * machine. Figures in docs, the judges' weights and the sandbox's answers were made with it, so it stays what it is.
 * @param seed any integer; only the low 32 bits count
 */
export function mulberry32(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A 32-bit seed from a name, so that what is thrown for one thing depends on nothing but itself. */
export function seedOf(name: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < name.length; at += 1) value = Math.imul(value ^ name.charCodeAt(at), 0x01000193)
  return value >>> 0
}
