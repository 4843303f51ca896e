import { newStemmer } from 'snowball-stemmers'
import { TextCache } from '../platform/text-cache.ts'

const snowball = newStemmer('portuguese')
/** Characters of some 50,000 words; a tenant's text has 2,000. */
const known = new TextCache<string>(400_000)
/** The longest word of the language has 46 letters; a longer run of them has no ending that means anything. */
const LONGEST_WORD = 46

/** Names the stemmer takes for forms of "saber": a customer in Sabará does not ask about Saturdays. */
const KEPT_WHOLE = new Map([
  ['sabado', 'sabado'],
  ['sabados', 'sabado'],
  ['sabara', 'sabara'],
])

/**
 * Portuguese Snowball stem of a folded word. Folding hides the endings the stemmer knows only with accents
 * (-ção, -ções, -ões, -ais), so those are made regular first. Words of one to three letters and numbers stay.
 */
export function stem(word: string): string {
  if (word.length <= 3 || /\d/.test(word)) return word.length === 3 ? word.replace(/s$/, '') : word
  const whole = KEPT_WHOLE.get(word)
  if (whole !== undefined) return whole
  return word.length > LONGEST_WORD ? word : known.get(word, stemmed)
}

function stemmed(word: string): string {
  const even = regular(word)
  return even.length <= 3 ? even : snowball.stem(even).replace(/[aeiou]$/, '') || word
}

function regular(word: string): string {
  return word
    .replace(/(?:oes|aes|aos)$/, 'ao')
    .replace(/(..)ais$/, '$1al')
    .replace(/(..)eis$/, '$1el')
    .replace(/([aeiou])ns$/, '$1m')
    .replace(/(...)(?:acao|icao)$/, '$1ar')
    .replace(/(...)zinh[oa]s?$/, '$1')
    .replace(/(...)inh(?=[oa]s?$)/, '$1')
}
