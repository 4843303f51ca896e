import { newStemmer } from 'snowball-stemmers'

const snowball = newStemmer('portuguese')
const known = new Map<string, string>()
/** The memory of stems is emptied when it holds this many words (a tenant's text has some 2,000). */
const MOST_REMEMBERED = 50_000

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
  const remembered = known.get(word)
  if (remembered !== undefined) return remembered
  if (known.size >= MOST_REMEMBERED) known.clear()
  const even = regular(word)
  const stemmed = even.length <= 3 ? even : snowball.stem(even).replace(/[aeiou]$/, '') || word
  known.set(word, stemmed)
  return stemmed
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
