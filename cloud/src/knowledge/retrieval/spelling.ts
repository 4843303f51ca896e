/** A word shorter than this (letters) is too easily another word to be corrected. */
const SHORTEST = 4

/** Words by length, to look a mistyped one up. */
export type Vocabulary = { words: ReadonlySet<string>; byLength: ReadonlyMap<number, readonly string[]> }

/** Builds the vocabulary. In: folded words; those too short are left out of the lookup. */
export function buildVocabulary(words: Iterable<string>): Vocabulary {
  const all = new Set(words)
  const byLength = new Map<number, string[]>()
  for (const word of all) {
    if (word.length < SHORTEST || /\d/.test(word)) continue
    const same = byLength.get(word.length)
    if (same) same.push(word)
    else byLength.set(word.length, [word])
  }
  return { words: all, byLength }
}

/** The words one typing error away (a letter missing, added, changed or two swapped). In: a folded word not in the vocabulary. */
export function corrections(vocabulary: Vocabulary, word: string): string[] {
  if (word.length < SHORTEST || /\d/.test(word)) return []
  const found: string[] = []
  for (const length of [word.length, word.length + 1, word.length - 1]) {
    for (const candidate of vocabulary.byLength.get(length) ?? [])
      if (isOneErrorAway(word, candidate)) found.push(candidate)
  }
  return found
}

/** Damerau–Levenshtein distance exactly one. */
export function isOneErrorAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false
  let head = 0
  while (head < a.length && a.charCodeAt(head) === b.charCodeAt(head)) head += 1
  let tail = 0
  while (
    tail < Math.min(a.length, b.length) - head &&
    a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)
  )
    tail += 1
  const left = a.length - head - tail
  const right = b.length - head - tail
  if (left <= 1 && right <= 1) return true
  return (
    left === 2 &&
    right === 2 &&
    a.charAt(head) === b.charAt(head + 1) &&
    a.charAt(head + 1) === b.charAt(head)
  )
}
