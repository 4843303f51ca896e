import { ABBREVIATIONS, STOP_WORDS, stem } from '../../portuguese/index.ts'
import { conceptsOf } from './concepts.ts'
import { fold } from './fold.ts'

/** A word of a text: folded, with its stem and the synonym groups it belongs to here. */
export type Token = {
  word: string
  stem: string
  concepts: readonly string[]
  /** false for grammar, courtesy and the small change of chat */
  content: boolean
}

/** Splits a text into tokens, with WhatsApp abbreviations written out. In: any Portuguese text. Never throws. */
export function analyse(text: string): Token[] {
  const words = wordsOf(text)
  const stems = words.map(stem)
  const concepts = conceptsOf(words, stems)
  return words.map((word, index) => ({
    word,
    stem: stems[index]!,
    concepts: concepts[index]!,
    content: !STOP_WORDS.has(word) && (word.length > 1 || /\d/.test(word)),
  }))
}

/** Folded words in order, abbreviations written out, "bommmm" as "bom", "20h30" as 20 h 30, thousands without dots. */
export function wordsOf(text: string): string[] {
  const folded = fold(text)
    .replace(/r\$\s*/g, ' reais ')
    .replace(/(\d)\.(\d{3})(?!\d)/g, '$1$2')
    .replace(/(\d)(?:h|hrs?|hs)(?=\d|\b)/g, '$1 horas ')
    .replace(/(\d)([a-z]{2,})/g, '$1 $2')
    .replace(/([a-z])\1{2,}/g, '$1')
  const words: string[] = []
  for (const match of folded.matchAll(/[a-z0-9]+/g)) {
    const long = ABBREVIATIONS.get(match[0])
    if (long === undefined) words.push(match[0])
    else words.push(...long.split(' '))
  }
  return words
}
