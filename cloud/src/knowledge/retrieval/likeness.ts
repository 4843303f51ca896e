import { readable } from '../../platform/readable.ts'
import { analyse } from './analyse.ts'
import { fold } from './fold.ts'
import { closeWords } from './spelling-distance.ts'

/** What a question is about: each telling word with its synonym groups, and the numbers in it. */
export type Gist = {
  units: { word: string; stem: string; concepts: readonly string[] }[]
  numbers: Set<string>
}

/** Two questions at least this alike may get the same answer; labelled pairs are in likeness.test.ts. */
export const SAME_QUESTION = 0.7

/** Telling words held against those of another question, as many as a number has bits for; people ask with two to ten. */
const MOST_UNITS = 24

/**
 * Synonym groups whose words ask the same thing of whatever it is ("preço", "quanto custa"). In the other groups stand
 * words that are near but not the same ("matriz", "filial"): for one answer to fit both, those must be the same word.
 */
const SAME_MEANING = new Set(
  'price hours place contact delivery parking restroom internet job wholesale cancel refund reschedule warranty discount instalment free pickup website invoice'.split(
    ' ',
  ),
)

/**
 * Courtesy and filler that stop words leave: they tell no two questions apart. Whole words, since stems swallow others
 * ("Sabará" and "sábado" have the stem of "saber", "poda" that of "poder").
 */
const FILLER = new Set(
  `favor favorzinho ola bom bons boa boas boazinha dia dias tarde tardes tardinha noite noites noitinha gente pessoal
   saber sabe sabem sabemos sabia sabiam saberia poder posso pode podem podemos podia podiam podera poderao poderia
   poderiam podendo querer quero quer querem queremos queria queriam queriamos quereria gosto gosta gostar gostaria
   gostariamos obrigado obrigada obrigados brigado brigada informar informa informam informe informem informando
   informado informacao informacoes duvida duvidas duvidazinha`.split(/\s+/),
)

/** Whether the words of a synonym group ask the same of whatever it is. */
export function sameKind(concept: string): boolean {
  return SAME_MEANING.has(concept)
}

export function gistOf(asked: string): Gist {
  const question = readable(asked, 'compared')
  const seen = new Set<string>()
  const units: Gist['units'] = []
  for (const { word, stem, concepts, content } of analyse(question)) {
    if (!content && concepts.length === 0) continue
    // Words that ask for the same thing say it once ("quanto custa", "qual o preço").
    const asking = concepts.find(sameKind)
    if (asking && units.some((known) => known.concepts.includes(asking))) continue
    if (/^\d+$/.test(word) || FILLER.has(word) || seen.has(stem)) continue
    seen.add(stem)
    units.push({ word, stem, concepts })
    if (units.length === MOST_UNITS) break
  }
  return { units, numbers: new Set(fold(question).match(/\d+/g) ?? []) }
}

/**
 * How alike two questions are, 0 to 1: the share of their telling words that have a partner in the other, by stem, by
 * synonym or but for a typing error. Different numbers are different questions, however alike the words.
 */
export function likeness(one: Gist, other: Gist): number {
  if (one.units.length === 0 || other.units.length === 0) return 0
  if (
    one.numbers.size !== other.numbers.size ||
    [...one.numbers].some((number) => !other.numbers.has(number))
  )
    return 0
  const matched = partners(one, other) + partners(other, one)
  return matched / (one.units.length + other.units.length)
}

function partners(one: Gist, other: Gist): number {
  return one.units.filter((unit) =>
    other.units.some(
      (mate) =>
        mate.stem === unit.stem ||
        mate.concepts.some((concept) => sameKind(concept) && unit.concepts.includes(concept)) ||
        closeWords(mate.word, unit.word),
    ),
  ).length
}
