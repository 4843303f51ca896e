/** Portuguese number words → digits, so that one grammar reads "oito reais" and "8 reais". */

const UNITS: Record<string, number> = {
  zero: 0,
  um: 1,
  uma: 1,
  dois: 2,
  duas: 2,
  tres: 3,
  quatro: 4,
  cinco: 5,
  seis: 6,
  sete: 7,
  oito: 8,
  nove: 9,
  dez: 10,
  onze: 11,
  doze: 12,
  treze: 13,
  quatorze: 14,
  catorze: 14,
  quinze: 15,
  dezesseis: 16,
  dezessete: 17,
  dezoito: 18,
  dezenove: 19,
}
const TENS: Record<string, number> = {
  vinte: 20,
  trinta: 30,
  quarenta: 40,
  cinquenta: 50,
  sessenta: 60,
  setenta: 70,
  oitenta: 80,
  noventa: 90,
}
const HUNDREDS: Record<string, number> = {
  cem: 100,
  cento: 100,
  duzentos: 200,
  duzentas: 200,
  trezentos: 300,
  trezentas: 300,
  quatrocentos: 400,
  quatrocentas: 400,
  quinhentos: 500,
  quinhentas: 500,
  seiscentos: 600,
  seiscentas: 600,
  setecentos: 700,
  setecentas: 700,
  oitocentos: 800,
  oitocentas: 800,
  novecentos: 900,
  novecentas: 900,
}
const VALUES: Record<string, number> = { ...UNITS, ...TENS, ...HUNDREDS, mil: 1000 }

const WORD = Object.keys(VALUES)
  .sort((a, b) => b.length - a.length)
  .join('|')
const RUN = new RegExp(`(?<![\\p{L}\\d-])(?:${WORD})(?:(?: e | )(?:${WORD}))*(?![\\p{L}\\d])`, 'gu')
/** "um" and "uma" count only beside a unit: "um ano" is a quantity, "uma loja" is an article. */
const AFTER_ONE =
  /^ ?(?:%|(?:horas?|dia|semana|mes|ano|minuto|segundo|quilo|kg|grama|litro|metro|quilometro|km|real|centavo|duzia|e meia|da (?:manha|tarde|madrugada))(?!\p{L}))/u

/**
 * Folded text with number words turned into digits, up to 999,999. `everyOne` also turns each "um" and "uma" into 1,
 * which is how sources are read: they may ground a 1, while a draft's article states nothing.
 */
export function wordsToDigits(folded: string, everyOne: boolean): string {
  return folded.replace(RUN, (run, offset: number) => {
    const tokens = run.split(' ')
    const numbers = group(tokens)
    const after = folded.slice(offset + run.length)
    return numbers
      .map((part, index) => {
        const last = index === numbers.length - 1
        const article = part.words.length === 1 && /^uma?$/.test(part.words[0]!)
        const counts = everyOne || (last && AFTER_ONE.test(after))
        return part.joint + (article && !counts ? part.words[0] : String(part.value))
      })
      .join('')
  })
}

type Part = { joint: string; words: string[]; value: number }

/** Splits a run of number words into numbers: "vinte e cinco" is one, "dois e tres" are two. */
function group(tokens: string[]): Part[] {
  const parts: Part[] = []
  let joint = ''
  for (const token of tokens) {
    if (token === 'e') {
      joint = ' e '
      continue
    }
    const part = parts.at(-1)
    const value = VALUES[token]!
    const grown = part && extend(part, value, joint === ' e ')
    if (part && grown !== undefined && grown !== false) {
      part.value = grown
      part.words.push(token)
    } else parts.push({ joint: parts.length === 0 ? '' : joint || ' ', words: [token], value })
    joint = ''
  }
  return parts
}

/** The number a further word makes of a number, or false when it starts another one. */
function extend(part: Part, value: number, joined: boolean): number | false {
  const { value: sum } = part
  if (value === 1000) return !joined && sum > 0 && sum < 1000 ? sum * 1000 : false
  const below = smallest(sum)
  if (below <= value) return false
  if (sum >= 1000 && sum % 1000 === 0) return sum + value
  if (!joined) return false
  return below >= 20 && !(below < 100 && value >= 10) ? sum + value : false
}

/** The scale of the last word said: 20 of 120, 100 of 300, 1 of 21. */
function smallest(sum: number): number {
  if (sum % 1000 === 0) return 1000
  if (sum % 100 === 0) return 100
  return sum % 10 === 0 && sum % 100 >= 20 ? 20 : 1
}
