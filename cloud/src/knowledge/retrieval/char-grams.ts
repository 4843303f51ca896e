/** Lengths of the character n-grams: long enough to mean something, short enough to survive a typing error. */
const SHORTEST = 3
const LONGEST = 5

/** Adds the hashed 3- to 5-grams of a word (with a mark at both ends) to a bag. */
export function addCharGrams(word: string, bag: Map<number, number>, weight = 1): void {
  const marked = `_${word}_`
  for (let size = SHORTEST; size <= LONGEST; size += 1) {
    for (let at = 0; at + size <= marked.length; at += 1) {
      const gram = hash(marked, at, at + size)
      bag.set(gram, (bag.get(gram) ?? 0) + weight)
    }
  }
}

/** FNV-1a over UTF-16 units, 32 bits: collisions between a few ten thousand grams do not matter to a ranking. */
function hash(text: string, from: number, to: number): number {
  let value = 0x811c9dc5
  for (let at = from; at < to; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}
