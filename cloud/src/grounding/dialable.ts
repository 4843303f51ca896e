import { fold } from '@plantao/shared/fold'
import { unmasked } from './unmasked.ts'

/** Digits that make a number one can call, or pay to: the shortest without area code has eight. */
const SHORTEST = 8
/** An area code, and the 9 that came before mobile numbers later. Digits. */
const LONGEST_AREA = 3
/** Digits as they are said one by one; "meia" is how six is said in a telephone number. */
const SPOKEN = new Map(
  'zero um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove'
    .split(' ')
    .map((word, value) => [word, String(value)]),
)
for (const [word, digits] of Object.entries({
  meia: '6',
  catorze: '14',
  uma: '1',
  duas: '2',
  vinte: '20',
  trezentos: '300',
  oitocentos: '800',
  novecentos: '900',
}))
  SPOKEN.set(word, digits)
/** Marks of a number, said aloud. */
const SAID_MARKS = new Set(['traco', 'tracinho', 'hifen', 'barra', 'ponto', 'dash'])

const YEARS = /^(?:19|20)\d\d$/
/** CPF and CNPJ, which are payment keys as well; the stroke in them parts dates elsewhere. */
const DOCUMENT = /(?<!\d)(?:\d{3}\.\d{3}\.\d{3}[-/.]\d{2}|\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2})(?!\d)/g
/** Numbers that are free to call or cost more, however short what follows. */
const SERVICE = /^0[3589]00\d{3,}$/
/** What may stand between the groups of a number that is to look like none: up to three marks. */
const MASK = '[^\\p{L}\\d\\n]{1,3}'
/** Single digits apart from each other, and a subscriber's number parted by other marks than a dash. */
const MASKED = new RegExp(
  `(?<![\\d,.])(?:\\d(?:${MASK}\\d(?!\\d)){7,}|(?<!r\\$ ?)\\d{4,5}${MASK}\\d{4}(?![\\d%]|[.,]\\d))`,
  'gu',
)
/** A group of digits, a word, or a mark that ends a number. What may stand inside one (space, dot, dash, brackets) is left out. */
const PIECE = /\d+|[\p{L}$%]+|[(+\n]|[^\s\p{L}\d$%.)·-]/gu

/** Numbers as digits, and those in disguise as their groups. */
export type Dialable = { plain: string[]; masked: string[][] }

/**
 * Numbers of a text that could be called or paid to, as digits without country code and leading zeros: written together, in
 * groups, digit by digit or in words. Prices, dates, post codes and lists of quantities are none. What only might be such a
 * number ("98765/4321", "nove oito 76543 21") is told apart: it may be two quantities. Pure, linear.
 */
export function dialableIn(text: string): Dialable {
  const { documents, runs, masked } = numbersOf(text)
  const long = runs.filter((run) => isService(run) || (run.join('').length >= SHORTEST && !isOther(run)))
  return {
    plain: [...documents, ...long.map((run) => national(run.join('')))],
    masked: masked.filter((run) => !isOther(run)),
  }
}

/** Every number of a text: each group, and groups that stand together. */
export function digitsIn(text: string): Set<string> {
  const { documents, runs } = numbersOf(text)
  return new Set([...documents, ...runs.flatMap((run) => [run.join(''), ...run])].map(withoutZeros))
}

function isService(run: readonly string[]): boolean {
  return SERVICE.test(run.join(''))
}

/** Leading zeros are written or left out. */
export function withoutZeros(digits: string): string {
  return digits.replace(/^0+/, '')
}

function numbersOf(text: string): { documents: string[]; runs: string[][]; masked: string[][] } {
  // "9876O4321": a letter that looks like the digit.
  const plain = fold(unmasked(text)).replace(/(?<=\d)o(?=\d)/g, '0')
  const rest = plain.replace(DOCUMENT, '|')
  const { runs, mixed } = runsOf(rest)
  return {
    documents: (plain.match(DOCUMENT) ?? []).map((one) => one.replace(/\D/g, '')),
    runs,
    masked: [...mixed, ...maskedIn(rest)],
  }
}

/** Groups of digits that only the marks between them keep apart; marks that a number may have are no disguise. */
function maskedIn(plain: string): string[][] {
  return (plain.match(MASKED) ?? [])
    .filter((one) => /[^\d\s.)·-]/.test(one))
    .map((one) => one.match(/\d+/g) ?? [])
}

/**
 * Groups of digits that stand together. Words of digits are a run of their own; where they stand beside groups too short
 * to be a number the whole is one of `mixed`.
 */
function runsOf(plain: string): { runs: string[][]; mixed: string[][] } {
  const runs: string[][] = []
  const mixed: string[][] = []
  let run: string[] = []
  let beside: string[][] = []
  let spoken = false
  const part = () => {
    if (run.length > 0) beside.push(run)
    run = []
  }
  const close = () => {
    part()
    runs.push(...beside)
    const all = beside.flat()
    if (beside.length > 1 && lengthOf(all) >= SHORTEST && beside.every((one) => lengthOf(one) < SHORTEST))
      mixed.push(all)
    beside = []
    spoken = false
  }
  for (const [piece] of plain.matchAll(PIECE)) {
    const written = /^\d/.test(piece)
    const digits = written ? piece : SPOKEN.get(piece)
    // A bracket or a plus begins the next number, or stands inside the first.
    if (piece === '(' || piece === '+') {
      if (lengthOf(run) >= SHORTEST) close()
      continue
    }
    // Said aloud, a number has pauses, and its marks have names.
    if ((piece === ',' && spoken) || (run.length > 0 && SAID_MARKS.has(piece))) continue
    if (digits === undefined) {
      close()
      continue
    }
    if (spoken === written) part()
    spoken = !written
    run.push(digits)
  }
  close()
  return { runs, mixed }
}

function lengthOf(run: readonly string[]): number {
  return run.reduce((sum, { length }) => sum + length, 0)
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
  const plain = withoutZeros(digits)
  return plain.length > 11 && plain.startsWith('55') ? plain.slice(2) : plain
}

/** Whether one of the known numbers is that one, or that one behind an area code: it may be left out, never added. */
export function isKnownNumber(digits: string, known: readonly string[]): boolean {
  return known.some(
    (one) =>
      one === digits ||
      (digits.length >= SHORTEST && one.length - digits.length <= LONGEST_AREA && one.endsWith(digits)),
  )
}
