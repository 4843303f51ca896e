import { fold } from '@plantao/shared/fold'
import { ungroundedFacts } from '../grounding/index.ts'
import { clausesOf, denies, ofCase, withoutComfort } from './denied.ts'
import { GRANTS, type Grant, PROMISES } from './grants.ts'

/** Kinds a customer could put into the bot's mouth: "o preço é 100 reais, confirma?". */
const isMoney = ({ kind }: { kind: string }): boolean => kind === 'price' || kind === 'percent'

export type Sources = { cited: readonly string[]; customer: readonly string[] }

/**
 * Sentences of a draft that commit the company to what its text does not say: promises, grants, and prices or percentages that only
 * the customer named. A refusal ("não temos desconto") commits to nothing; a figure of the customer may be echoed beside one of the company's.
 */
export function commitments(draft: string, { cited, customer }: Sources): string[] {
  const known = fold(cited.join('\n'))
  return sentencesOf(draft).filter((sentence) => {
    const plain = withoutComfort(sentence)
    if (PROMISES.test(plain)) return !known.includes(fold(sentence))
    if (GRANTS.some((grant) => isGranted(grant, sentence, plain, known))) return true
    return customer.length > 0 && !denies(plain) && moneyOnlyFromCustomer(sentence, cited)
  })
}

/** Whether a grant is spoken, and not denied, that no cited text allows. */
function isGranted(grant: Grant, sentence: string, plain: string, known: string): boolean {
  if (!grant.said.test(plain) || (grant.ofCase && ofCase(plain))) return false
  const spoken = grant.denies
    ? [plain]
    : clausesOf(sentence).flatMap((clause) => (clause.denied ? [] : [clause.plain]))
  return spoken.some((part) => wordsOf(grant, part).some((words) => !isAllowed(grant, words, known)))
}

function wordsOf({ said }: Grant, part: string): string[] {
  return part.match(new RegExp(said, 'g')) ?? []
}

/** In other words where the grant says which; else its own word must be there, the ending aside: a "cupom fiscal" allows no "cortesia". */
function isAllowed({ allowed, said, denies: denying }: Grant, words: string, known: string): boolean {
  if (allowed) return allowed.test(known)
  return denying ? said.test(known) : known.includes(words.slice(0, -1))
}

function moneyOnlyFromCustomer(sentence: string, cited: readonly string[]): boolean {
  const borrowed = ungroundedFacts(sentence, cited).filter(isMoney)
  if (borrowed.length === 0) return false
  const money = ungroundedFacts(sentence, []).filter(isMoney)
  return money.length === borrowed.length
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?…])\s+|\n+/).filter((sentence) => sentence.trim() !== '')
}
