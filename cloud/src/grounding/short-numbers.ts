import { fold } from '@plantao/shared/fold'
import { withoutZeros } from './dialable.ts'

/** Words of a sentence that says where money is to go, or whom to call. Folded. */
const LEADS_TO =
  /\b(?:lig(?:ue|ar|a)|disque|discar|telefone|fone|sms|whats\w{0,3}|zap|celular|call|text|llame|chave|conta (?:corrente|poupanca|bancaria)|(?:na|para a|pra) conta|agencia|deposit[aeo]\w{0,6}|transf[eio]\w{0,8}|linha digitavel|pix(?::| e| para| pra| pro| no numero| numero))/
/** Numbers of an account or a branch; money, shares and quantities of something are none. */
const ACCOUNT =
  /(?<![\d.,-]|r\$|r\$ )\d{3,}(?:-[\dx](?!\d))?(?![\d%]|[.,]\d| ?%| (?!ag|conta|banco|digito|e )[a-z])/g
/** How one is asked to call or write, and the short number that follows, whatever stands behind it but a measure. */
const CALLED =
  /\b(?:(?:lig(?:ue|ar|a|uem)|disq(?:ue|uem)|discar|telefon(?:e|ar)|fone|tel|sms|whatsapp|whats|zap|ramal|sac|central|call|dial|text|llam[ae]|marque|0[3589]00)(?:[ :.]{1,2}(?:para|pra|pro|no|o|ao|a|e|em|the|to|at|al|el|sms|numero|gratis|agora|ja)){0,4}|(?:cham[ae]r?|fal[ae]r?|mand[ae]r?|envi[ae]r?|escrev[ae]|entre em contato)(?: (?:a gente|com a gente|conosco|com|sms|mensagem|um|uma)){0,2} (?:no|ao|pelo|pro|para o|pra o|o)(?: (?:numero|telefone|codigo|ramal))?)[ :.]{0,2}[*#]?(\d{3,7}(?:-\d{1,4})?)(?![\d%]|[.,:]\d| ?(?:%|reais|minutos?|min|horas?|h|dias?|km|pessoas)\b)/g

/**
 * Numbers of a draft that are too short to be known by their shape and stand where one is told to call, write or pay: as
 * they are written. Pure.
 */
export function shortNumbersIn(draft: string): string[] {
  const plain = fold(draft)
  const accounts = plain
    .split(/(?<=[.!?…])\s+|\n+/)
    .filter((sentence) => LEADS_TO.test(sentence))
    .flatMap((sentence) => sentence.match(ACCOUNT) ?? [])
  return [...new Set([...accounts, ...[...plain.matchAll(CALLED)].map(([, number]) => number!)])]
}

/** The digits of one, as numbers of a text are told: see `digitsIn`. */
export function digitsOfShort(number: string): string {
  return withoutZeros(number.replace(/\D/g, ''))
}
