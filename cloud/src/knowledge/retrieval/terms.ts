/**
 * The terms of an index in order, each found by halving. Packed, because a process keeps hundreds of indexes: a table of
 * a few thousand small objects each costs the garbage collector more than the searches do.
 */
export type Terms<T extends string | number> = [T] extends [number] ? Uint32Array : Words

/** Words in the order of their UTF-16 units, written one after the other; `ends[i]` is where the `i`th ends. */
type Words = { text: string; ends: Uint32Array }

/** Terms, each once, in the order in which they are packed. */
export function inOrder<T extends string | number>(terms: Iterable<T>): T[] {
  return [...terms].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

/** In: terms in that order, all words or all whole numbers below 2³². */
export function packTerms<T extends string | number>(terms: readonly T[]): Terms<T> {
  if (typeof terms[0] === 'number') return Uint32Array.from(terms as readonly number[]) as Terms<T>
  const words = terms as readonly string[]
  let end = 0
  const ends = Uint32Array.from(words, (word) => {
    end += word.length
    return end
  })
  return { text: words.join(''), ends } as Terms<T>
}

/** The place of a term among the others, or -1 when it is none of them. */
export function placeOf<T extends string | number>(terms: Terms<T>, term: T): number {
  return typeof term === 'number'
    ? placeOfNumber(terms as Uint32Array, term)
    : placeOfWord(terms as Words, term)
}

function placeOfNumber(terms: Uint32Array, term: number): number {
  let [low, high] = [0, terms.length - 1]
  while (low <= high) {
    const middle = (low + high) >>> 1
    const there = terms[middle]!
    if (there === term) return middle
    if (there < term) low = middle + 1
    else high = middle - 1
  }
  return -1
}

function placeOfWord({ text, ends }: Words, word: string): number {
  let [low, high] = [0, ends.length - 1]
  while (low <= high) {
    const middle = (low + high) >>> 1
    const start = middle === 0 ? 0 : ends[middle - 1]!
    const difference = compare(text, start, ends[middle]!, word)
    if (difference === 0) return middle
    if (difference < 0) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** How the word from `start` to `end` stands to another: below zero when it comes before it. */
function compare(text: string, start: number, end: number, word: string): number {
  const length = end - start
  for (let i = 0; i < length && i < word.length; i++) {
    const difference = text.charCodeAt(start + i) - word.charCodeAt(i)
    if (difference !== 0) return difference
  }
  return length - word.length
}
