import { STOP_WORDS, SYNONYM_GROUPS, stem } from '../../portuguese/index.ts'

const single = new Map<string, string[]>()
const phrases = new Map<string, { stems: string[]; concept: string }[]>()

for (const [concept, entries] of SYNONYM_GROUPS) {
  for (const entry of entries) {
    const stems = entry.split(/\s+/).map(stem)
    const first = stems[0]!
    if (stems.length > 1) push(phrases, first, { stems, concept })
    else if (!STOP_WORDS.has(entry)) push(single, first, concept)
  }
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** The synonym groups of each word: its own, and those of a phrase on its last word. In: words and their stems, side by side. */
export function conceptsOf(words: readonly string[], stems: readonly string[]): string[][] {
  const found = words.map((word, index) =>
    STOP_WORDS.has(word) ? [] : [...(single.get(stems[index]!) ?? [])],
  )
  stems.forEach((first, index) => {
    for (const phrase of phrases.get(first) ?? []) {
      if (phrase.stems.some((part, offset) => stems[index + offset] !== part)) continue
      const last = found[index + phrase.stems.length - 1]!
      if (!last.includes(phrase.concept)) last.push(phrase.concept)
    }
  })
  return found
}

/** True when the stem belongs to the thesaurus as a word of its own (so it is no typing error). */
export function isThesaurusStem(candidate: string): boolean {
  return single.has(candidate)
}

/** Every single word of the thesaurus, folded: what a mistyped question word may have meant. */
export const THESAURUS_WORDS: readonly string[] = [
  ...new Set(
    [...SYNONYM_GROUPS.values()].flat().filter((entry) => !entry.includes(' ') && entry.length >= 4),
  ),
]
