/** Messages within one millisecond that still get a key of their own. */
const SLOTS = 1024
/** Keys of one second: messages are told by the second, so that all of its milliseconds hold them. */
export const SECOND_SLOTS = SLOTS * 1000

/** The first of the keys for an instant in milliseconds; 2^53 is reached in the year 2248. */
export function firstKey(atMs: number): number {
  return atMs * SLOTS
}
