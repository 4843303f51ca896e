import { fold } from './fold.ts'

/** Kinds of fact a piece of text visibly carries, as bits of one number. */
export const MARK = {
  money: 1,
  clock: 2,
  duration: 4,
  day: 8,
  contact: 16,
  address: 32,
  number: 64,
  refusal: 128,
  person: 256,
  payment: 512,
  measure: 1024,
} as const

const MONTH = 'janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro'
const RULES: readonly (readonly [number, RegExp])[] = [
  [
    MARK.money,
    /r\$\s?\d|\d\s?reais\b|\bgratis\b|\bgratuit|\bsem (?:custo|taxa|cobrar)|\bde graca\b|\d\s?%|\bpor conta\b/,
  ],
  [
    MARK.clock,
    /\b\d{1,2}\s?(?:h|hs|hrs)(?:\d{2})?\b|\b\d{1,2}:\d{2}\b|\bmeio[- ]dia\b|\bmeia[- ]noite\b|\bfechad[oa]\b/,
  ],
  [
    MARK.duration,
    /\b(?:\d+|uma?|dois|duas|tres|alguns|mesmo|no|seguinte)\s?(?:dias?|horas?|hs?|min|minut\w+|semanas?|mes|meses|anos?)\b|\bna hora\b|\bdia seguinte\b/,
  ],
  [
    MARK.day,
    new RegExp(
      `\\b(?:segunda|terca|quarta|quinta|sexta|sabado|domingo|feriado|todo dia|todos os dias|fim de semana)s?\\b|\\b\\d{1,2}/\\d{1,2}\\b|\\bdia \\d|\\b(?:${MONTH})\\b|\\b(?:19|20)\\d{2}\\b`,
    ),
  ],
  [
    MARK.contact,
    /\(\d{2}\)\s?\d{4,5}-?\d{4}|\b\d{4,5}-\d{4}\b|\S@\S|@\w|\bwww\.|\bhttps?:|\b(?:whatsapp|e-?mail|site|instagram|telefone)\b/,
  ],
  [
    MARK.address,
    /\b(?:rua|r\.|av\.?|avenida|praca|travessa|alameda|rodovia|bairro|galeria|shopping|cep|esquina|piso|andar|predio|sala)\b/,
  ],
  [MARK.number, /\d/],
  [MARK.refusal, /\b(?:nao|nunca|nem|sem|proibid\w+|nenhum\w?|exceto|menos)\b/],
  [MARK.payment, /\b(?:pix|dinheiro|debito|credito|cartao|boleto|parcel\w+|\d{1,2}x|juros|cheque)\b/],
  [MARK.measure, /\d\s?(?:kg|g|gramas?|ml|l|litros?|cm|mm|m|metros?|km|gb|m2|w)\b/],
]

/** The marks of a text, or'ed. A capital inside a sentence counts as a person's or a place's name. */
export function marksOf(text: string): number {
  const folded = fold(text)
  let marks = 0
  for (const [bit, rule] of RULES) if (rule.test(folded)) marks |= bit
  if (/[\p{Ll},;:]\s(?:(?:o|a|com|d[oa]|Dra?\.?|Sr\.?|Dona|Seu)\s)?\p{Lu}\p{Ll}+/u.test(text))
    marks |= MARK.person
  return marks
}
