import { wordsToDigits } from '../portuguese/index.ts'

/** Stands for "às" once accents are gone: before a number it always means an hour, which "as" does not. */
export const AT = 'aas'

/**
 * A text as the grammar of facts reads it: lower case, no accents, one kind of dash and blank, numbers in digits.
 * Line breaks stay. `everyOne` reads as a source is read: see `wordsToDigits`; numbers of a list are then kept.
 */
export function plainText(text: string, everyOne: boolean): string {
  const folded = (everyOne ? text : withoutListNumbers(text))
    .replace(/(?![0-9])\p{Nd}/gu, (digit) => digit.normalize('NFKC'))
    .normalize('NFC')
    .toLowerCase()
    .replace(/(?<!\p{L})(?:às|à(?= (?:uma|1)(?![\p{L}\d])))(?!\p{L})/gu, AT)
    .replace(/(?<!\p{L})(aas|às) uma(?!\p{L})(?! (?:hora|e meia))/gu, '$1 1')
    .replace(/(?<!\p{L})(?:½|1\/2) (?=hora)/gu, 'meia ')
    .normalize('NFD')
    .replace(/(?![º°ª])\p{M}/gu, '')
    .replace(/[–—−‐‑]/g, '-')
    .replace(/[*_~`]+(?=\S)|(?<=\S)[*_~`]+/g, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/(?<!\p{L})por cento(?!\p{L})/gu, '%')
    .replace(/(?<!\d)(\d+(?:,\d+)?) mil(?!\p{L})/gu, (_, amount: string) =>
      String(Number(amount.replace(',', '.')) * 1000),
    )
  return wordsToDigits(folded, everyOne).replace(
    /\b(\d+000) e (\d{1,3})(?= (?:reais|conto|pila))/g,
    (_, a: string, b: string) => String(Number(a) + Number(b)),
  )
}

/** "1. … 2. …" at the start of lines is layout; counted only when it really counts up from 1. */
function withoutListNumbers(text: string): string {
  const marker = /^[^\S\r\n\u2028\u2029]*(\d{1,2})(?:[.)](?=\s)|\uFE0F?\u20E3)/gm
  const numbers = [...text.matchAll(marker)].map((match) => Number(match[1]))
  if (numbers.length < 2 || numbers.some((number, index) => number !== index + 1)) return text
  return text.replace(marker, '-')
}
