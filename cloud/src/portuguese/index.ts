/** How Brazilians write: words, numbers, courtesy and what they mean by them. Knows no company and no conversation. */
export { ABBREVIATIONS } from './abbreviations.ts'
export { intentOf } from './intent.ts'
export { wordsToDigits } from './number-words.ts'
export { MONTHS, NUMBER, numberOf } from './numerals.ts'
export { type SmallTalk, smallTalk } from './small-talk.ts'
export { stem } from './stem.ts'
export { STOP_WORDS } from './stop-words.ts'
export { SYNONYM_GROUPS } from './synonyms.ts'
