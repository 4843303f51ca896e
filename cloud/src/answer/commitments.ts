import { fold } from '@plantao/shared/fold'
import { ungroundedFacts } from './grounding/index.ts'

/** Promises no text of a company puts into its attendant's mouth. Folded. */
const PROMISES =
  /\b(?:(?:eu )?garanto|garantimos que|prometo|prometemos|pode confiar|dou minha palavra|comprometo|comprometemos|com certeza absoluta|sem falta|considere feito|vou providenciar|ja providenciei|vou resolver|vamos resolver)\b/

/** Things only people of the company grant or confirm; allowed where a cited chunk says the same. Folded. */
const GRANTS = [
  /\bdescontos?\b|\boff\b/,
  /\bgratis\b|\bgratuit[oa]s?\b|\bde graca\b|\bsem custo\b|\bpor conta da casa\b/,
  /\bcortesias?\b|\bbrindes?\b|\bcupo(?:m|ns)\b|\bbonus\b/,
  /\baplicad[oa]s?\b|\baprovad[oa]s?\b|\bautorizad[oa]s?\b|\bliberad[oa]s?\b|\bconcedid[oa]s?\b/,
  /\bconfirmad[oa]s?\b|\bconfirmo\b|\bagendad[oa]s?\b|\bagendei\b|\breservad[oa]s?\b|\breservei\b|\bmarcad[oa]\b|\bmarquei\b/,
  /\bvitalici[oa]\b|\bpra sempre\b|\bpara sempre\b/,
  /\breembols\w+\b|\bestorn\w+\b|\bdevolveremos\b|\bvamos devolver\b|\bindeniz\w+\b/,
]

const NEGATION = /\b(?:nao|nem|nenhum|nenhuma|sem|nunca|tampouco)\b/
/** Kinds a customer could put into the bot's mouth: "o preço é 100 reais, confirma?". */
const MONEY = /r\$|reais|real\b|centavos|%/

export type Sources = { cited: readonly string[]; customer: readonly string[] }

/**
 * Sentences of a draft that commit the company to what its text does not say: promises, grants, and prices or percentages that only
 * the customer named. A refusal ("não temos desconto") commits to nothing; a figure of the customer may be echoed beside one of the company's.
 */
export function commitments(draft: string, { cited, customer }: Sources): string[] {
  const known = fold(cited.join('\n'))
  return sentencesOf(draft).filter((sentence) => {
    const plain = fold(sentence)
    if (PROMISES.test(plain)) return !known.includes(plain)
    if (NEGATION.test(plain)) return false
    if (GRANTS.some((grant) => grantsBeyond(plain, grant, known))) return true
    return customer.length > 0 && moneyOnlyFromCustomer(sentence, cited)
  })
}

/** Whether a grant is spoken whose own word, its ending aside, no cited text holds: a "cupom fiscal" allows no "cortesia". */
function grantsBeyond(plain: string, grant: RegExp, known: string): boolean {
  const words = plain.match(new RegExp(grant, 'g')) ?? []
  return words.some((word) => !known.includes(word.slice(0, -1)))
}

function moneyOnlyFromCustomer(sentence: string, cited: readonly string[]): boolean {
  const borrowed = ungroundedFacts(sentence, cited).filter((fact) => MONEY.test(fact))
  if (borrowed.length === 0) return false
  const money = ungroundedFacts(sentence, []).filter((fact) => MONEY.test(fact))
  return money.length === borrowed.length
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?…])\s+|\n+/).filter((sentence) => sentence.trim() !== '')
}
