import { fold } from '@plantao/shared/fold'

/** Said to comfort or to agree; what follows is denied by none of it. */
const COMFORT =
  /\b(?:(?:nao|nem) (?:precisam? )?se preocup\w*|nao (?:tem|ha) (?:problema|erro|duvida)|sem (?:problemas?|duvidas?|stress|estresse|crise)|nao esquent\w*|nem precisa pedir|nao (?:so|apenas)|por que nao|no (?:problem|worries|doubt)|don't worry|not at all|no (?:te|se) preocupes?|sin (?:problemas?|duda))\b/g
const NEGATION =
  /\b(?:nao|nem|nenhum|nenhuma|sem|nunca|tampouco|not|never|cannot|without|ningun|ninguna|nunca|jamas|sin)\b|n't\b|\bno (?:hacemos|hay|damos|ofrecemos|tenemos|aceptamos|podemos|devolvemos|discounts?|refunds?)\b/
/** A part of a sentence with one of these says something of its own; without, it goes on with what stands before. */
const ASSERTS =
  /\b(?:esta|estao|foi|foram|sao|ficam?|ficou|ganham?|ganhou|tem|temos|damos|dou|valem?|sera|serao|vai|vamos|podem?|posso|recebem?|tera|sai|garant\w+|fazemos|faco|levam?|liberad\w|confirmad\w|aprovad\w|is|are|was|have|has|will|can|gets?|hay|es|hacemos|tiene|sim|yes)\b/
const IS = /(?<!\p{L})é(?!\p{L})/iu
const APART = /[,;:()–—]|\s-\s|(?<!\p{L})(?:mas|porém|contudo|but|pero)(?!\p{L})/iu
/** Begins a case that may come. */
const CASE =
  /\b(?:se|caso|quando|apos|depois (?:que|de|do|da)|assim que|desde que|somente com|so com|if|once|when|after|as soon as|si|cuando|despues (?:de|que))\b/

export type Clause = { plain: string; denied: boolean }

/**
 * A sentence in its parts, folded, each with whether it is denied: by a negation in it, or before it where it has no verb
 * of its own ("não temos desconto, cupom nem brinde"). A comfort ("não se preocupe") denies nothing. Pure.
 */
export function clausesOf(sentence: string): Clause[] {
  let before = false
  return sentence.split(APART).map((part) => {
    const plain = withoutComfort(part)
    const denied = NEGATION.test(plain) || (before && !ASSERTS.test(plain) && !IS.test(part))
    before = denied
    return { plain, denied }
  })
}

/** A sentence folded, with what only comforts taken out. */
export function withoutComfort(sentence: string): string {
  return fold(sentence).replace(/[’´`]/g, "'").replace(COMFORT, ' ')
}

/** Whether anything in it is denied. */
export function denies(plain: string): boolean {
  return NEGATION.test(plain)
}

/** Whether a sentence tells of a case that may come. */
export function ofCase(plain: string): boolean {
  return CASE.test(plain)
}
