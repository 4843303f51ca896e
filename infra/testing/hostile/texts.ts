import companies from '../../../cloud/src/answer/fixtures/companies.json' with { type: 'json' }
import { intentOf, smallTalk } from '../../../cloud/src/portuguese/index.ts'

/** What companies write of themselves: prices, hours, sentences. */
const WRITTEN = companies.map(({ knowledge }) => knowledge).join('\n')
/** What customers ask, without complaints and the like, which are handed to a person before anything is looked for. */
const ASKED = companies
  .flatMap(({ questions }) => questions.map(({ text }) => text))
  .filter((text) => intentOf(text) === null && smallTalk(text) === null)
  .join('\n')

/** So many characters (UTF-16 units) of what people write. */
export function ordinary(length: number, by: 'companies' | 'customers'): string {
  return filled(by === 'companies' ? WRITTEN : ASKED, length)
}

/** Kinds of text that cost a program more than their length somewhere: what stands in them, and how they end. */
const KINDS: Record<string, (length: number) => string> = {
  'question marks': (length) => `${filled('?', length - 1)}a`,
  'full stops': (length) => `${filled('.', length - 1)}a`,
  'at signs': (length) => `${filled('@', length - 1)}a`,
  'marks of markdown': (length) => `${filled('*_~`#-', length - 1)}a`,
  blanks: (length) => `a${filled(' ', length - 2)}a`,
  'empty lines': (length) => `a${filled('\n\t', length - 2)}a`,
  digits: (length) => `${filled('1', length - 1)}:`,
  prices: (length) => filled('R$ 1,', length),
  hours: (length) => filled('10h ', length),
  'thousands and dates': (length) => filled('1.111/1/', length),
  letters: (length) => `${filled('a', length - 1)}!`,
  'capital letters in lines': (length) => filled('AAA\n', length),
  laughter: (length) => `${filled('ha', length - 1)}x`,
  abbreviations: (length) => filled('Av. ', length),
  addresses: (length) => filled('a@a.', length),
  brackets: (length) => `${filled('([{<', length - 1)}a`,
  quotes: (length) => `${filled('"“\'', length - 1)}a`,
  accents: (length) => filled('á', length),
  'combining accents': (length) => `a${filled('\u0301', length - 1)}`,
  emoji: (length) => filled('😀', length),
  families: (length) => filled('👨\u200d👩\u200d👧', length),
  'words of questions': (length) => filled('quanto custa entrega prazo pix ', length),
  'wishes for a person': (length) => filled('quero falar com ', length),
  'numbers in words': (length) => filled('um e mil ', length),
  'words nobody knows': (length) => strange(length),
  'words mistyped alike': (length) => alike(length),
}

/** The names of all kinds. */
export const HOSTILE = Object.keys(KINDS)

/** Those that were seen to cost most where a text is read as a document: for doors that take a second for any. */
export const DEAR: readonly string[] = [
  'full stops',
  'blanks',
  'hours',
  'capital letters in lines',
  'abbreviations',
  'brackets',
  'words nobody knows',
]

/** So many characters of a kind. */
export function hostile(kind: string, length: number): string {
  return KINDS[kind]!(length).toWellFormed()
}

function filled(unit: string, length: number): string {
  return unit.repeat(Math.ceil(Math.max(1, length) / unit.length)).slice(0, Math.max(0, length))
}

const LETTERS = 'bcdfghjklmnpqrstvwxz'

/** Words of five letters, each another. */
function strange(length: number): string {
  return joined(length, (at) => spelled(at * 7919, 5))
}

/** Words that differ by a letter or two. */
function alike(length: number): string {
  return joined(length, (at) => `entr${spelled(at, 3)}a`)
}

function joined(length: number, word: (at: number) => string): string {
  let text = ''
  for (let at = 0; text.length < length; at += 1) text += `${word(at)} `
  return text.slice(0, length)
}

function spelled(number: number, letters: number): string {
  let rest = number
  let word = ''
  for (let at = 0; at < letters; at += 1) {
    word += LETTERS[rest % LETTERS.length]
    rest = Math.floor(rest / LETTERS.length)
  }
  return word
}
