import { fold } from '@plantao/shared/fold'
import { unmasked } from './unmasked.ts'

/** Digits that make a number one can call, or pay to: the shortest without area code has eight. */
const SHORTEST = 8
/** Digits as they are said one by one; "meia" is how six is said in a telephone number. */
const SPOKEN = new Map(
  'zero um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove'
    .split(' ')
    .map((word, value) => [word, String(value)]),
)
for (const [word, digits] of Object.entries({ meia: '6', catorze: '14', uma: '1', duas: '2', vinte: '20' }))
  SPOKEN.set(word, digits)

const YEARS = /^(?:19|20)\d\d$/
/** CPF and CNPJ, which are payment keys as well; the stroke in them parts dates elsewhere. */
const DOCUMENT = /(?<!\d)(?:\d{3}\.\d{3}\.\d{3}-\d{2}|\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2})(?!\d)/g
/** A group of digits, a word, or a mark that ends a number. What may stand inside one (space, dot, dash, brackets) is left out. */
const PIECE = /\d+|[\p{L}$%]+|[(+\n]|[^\s\p{L}\d$%.)·-]/gu

/**
 * Numbers of a text that could be called or paid to, as digits without country code and leading zeros: written together, in
 * groups, digit by digit or in words. Prices, dates, post codes and lists of quantities are none.
 */
export function dialableIn(text: string): string[] {
  const { documents, runs } = numbersOf(text)
  const long = runs.filter((run) => run.join('').length >= SHORTEST && !isOther(run))
  return [...documents, ...long.map((run) => national(run.join('')))]
}

/** Every number of a text, its groups joined. */
export function digitsIn(text: string): string[] {
  const { documents, runs } = numbersOf(text)
  return [...documents, ...runs.map((run) => run.join(''))]
}

function numbersOf(text: string): { documents: string[]; runs: string[][] } {
  const plain = fold(unmasked(text))
  return {
    documents: (plain.match(DOCUMENT) ?? []).map((one) => one.replace(/\D/g, '')),
    runs: runsOf(plain.replace(DOCUMENT, '|')),
  }
}

/** Groups of digits that stand together; words of digits are a run of their own. */
function runsOf(plain: string): string[][] {
  const runs: string[][] = []
  let run: string[] = []
  let spoken = false
  const close = () => {
    if (run.length > 0) runs.push(run)
    run = []
    spoken = false
  }
  for (const [piece] of plain.matchAll(PIECE)) {
    const written = /^\d/.test(piece)
    const digits = written ? piece : SPOKEN.get(piece)
    // A bracket or a plus begins the next number, or stands inside the first.
    if (piece === '(' || piece === '+') {
      if (run.join('').length >= SHORTEST) close()
      continue
    }
    // Said aloud, a number has pauses.
    if (piece === ',' && spoken) continue
    if (digits === undefined || (run.length > 0 && spoken === written)) close()
    if (digits === undefined) continue
    spoken = !written
    run.push(digits)
  }
  close()
  return runs
}

/** A run of digits that is a date, a span of years, a post code, a big round number or a list of sizes. */
function isOther(run: readonly string[]): boolean {
  const [first = '', second = '', third = '', ...more] = run
  if (more.length > 0) return isEvenList(run)
  if (second === '') return false
  if (third === '')
    return (YEARS.test(first) && YEARS.test(second)) || (first.length === 5 && second.length === 3)
  if (YEARS.test(first)) return second.length <= 2 && third.length <= 2
  if (YEARS.test(third)) return first.length <= 2 && second.length <= 2
  return first.length <= 3 && second.length === 3 && third.length === 3
}

/** `34 36 38 40`: numbers of one length that rise by one step. */
function isEvenList(run: readonly string[]): boolean {
  const step = Number(run[1]) - Number(run[0])
  return (
    step > 0 &&
    run.every((one, at) => one.length === run[0]!.length && Number(one) === Number(run[0]) + at * step)
  )
}

/** Without what leads out of the country or the carrier, which people write or leave out. */
function national(digits: string): string {
  const plain = digits.replace(/^0+/, '')
  return plain.length > 11 && plain.startsWith('55') ? plain.slice(2) : plain
}

/** Whether one of the known numbers is that one, or ends in it: an area code may be left out, never added. */
export function isKnownNumber(digits: string, known: readonly string[]): boolean {
  return known.some((one) => one === digits || (digits.length >= SHORTEST && one.endsWith(digits)))
}
