import { STOP_WORDS } from '../../portuguese/index.ts'
import { THESAURUS_WORDS } from './concepts.ts'

/** A word shorter than this (letters) is too easily another word to be corrected. */
const SHORTEST = 4

/** More words than this are nobody's one mistyped word. */
const MOST_MEANT = 16

/** Words by their length, those of one length written one after the other, in the order they were met. */
export type Vocabulary = ReadonlyMap<number, string>

/** Builds the vocabulary of a text. In: its folded words. */
export function buildVocabulary(words: Iterable<string>): Vocabulary {
  const byLength = new Map<number, string[]>()
  for (const word of new Set(words)) {
    const same = byLength.get(word.length)
    if (same) same.push(word)
    else byLength.set(word.length, [word])
  }
  return new Map([...byLength].map(([length, same]) => [length, same.join('')]))
}

/** What is known of the language, whatever a company wrote. */
const LANGUAGE = buildVocabulary([...THESAURUS_WORDS, ...STOP_WORDS])

/** Whether a folded word is one of the text or of the language. */
export function isKnown(vocabulary: Vocabulary, word: string): boolean {
  return [vocabulary, LANGUAGE].some((one) => stands(one.get(word.length) ?? '', word))
}

function stands(words: string, word: string): boolean {
  if (word === '') return false
  let at = words.indexOf(word)
  while (at > 0 && at % word.length !== 0) at = words.indexOf(word, at + 1)
  return at >= 0
}

/**
 * The words one typing error away (a letter missing, added, changed or two swapped): of the length itself first, and of
 * the text before those of the language; 16 at most. In: a folded word that is not known.
 */
export function corrections(vocabulary: Vocabulary, word: string): string[] {
  if (word.length < SHORTEST || /\d/.test(word)) return []
  const found = new Set<string>()
  for (const length of [word.length, word.length + 1, word.length - 1]) {
    if (length < SHORTEST) continue
    for (const one of [vocabulary, LANGUAGE]) {
      const words = one.get(length) ?? ''
      for (let at = 0; at < words.length; at += length) {
        const candidate = words.slice(at, at + length)
        if (isOneErrorAway(word, candidate) && !/\d/.test(candidate)) found.add(candidate)
        if (found.size === MOST_MEANT) return [...found]
      }
    }
  }
  return [...found]
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
