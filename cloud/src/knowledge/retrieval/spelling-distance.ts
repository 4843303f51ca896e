/** Shorter words are too easily one letter from another ("bolo", "bola"). */
const SHORTEST = 6
/** No word of the language is longer; a run of letters that is, was not mistyped. */
const LONGEST = 46

/** Whether two words may be one but for a typing error: one letter more, less, other or swapped, in longer words. */
export function closeWords(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  if (short.length < SHORTEST || long.length > LONGEST || long.length - short.length > 1) return false
  let start = 0
  while (start < short.length && short[start] === long[start]) start += 1
  let end = 0
  const most = short.length - start
  while (end < most && short.at(-1 - end) === long.at(-1 - end)) end += 1
  // What is left between an equal beginning and an equal end.
  const left = long.length - start - end
  if (left <= 1) return true
  return (
    left === 2 &&
    short.length === long.length &&
    short[start] === long[start + 1] &&
    short[start + 1] === long[start]
  )
}

/**
 * Keys of which two words share one wherever `closeWords` holds: the word, and it without each of its letters. None for a
 * word that is close to no other.
 */
export function oneErrorKeys(word: string): string[] {
  if (word.length < SHORTEST || word.length > LONGEST) return []
  return [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))]
}
