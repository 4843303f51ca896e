import { withoutEnd } from '@plantao/shared/ends'
import { fold } from '@plantao/shared/fold'
import { namesIn } from '@plantao/shared/personal-names'

/** A customer as far as words can give them away; `wrote` is what they wrote in the history that is loaded. */
export type Person = { name: string | null; phone: string | null; question: string; wrote: string[] }
/** What a found piece is. */
export type PersonalKind = 'name' | 'phone' | 'order' | 'theirs' | 'deal' | 'money' | 'address'
export type Personal = { kind: PersonalKind; words: string }
/** `stop` must be changed before it goes to anybody else; `check` may hold for everybody, and is pointed out. */
export type PersonalWords = { stop: Personal[]; check: Personal[] }

/** What an order or a case is called; the number behind it belongs to one customer. */
const ORDER = new Set(
  'pedido encomenda protocolo comanda orcamento nf nota ordem rastreio codigo chamado order'.split(' '),
)
const BETWEEN = new Set(['n', 'no', 'nº', 'n°', 'num', 'numero', '#', ':', '-'])
/** An amount in such a sentence was agreed on with one customer. */
const DEAL = new Set(
  'ficou fechou fechamos fechado combinamos combinado combinei prometi prometemos prometido'.split(' '),
)
const STREET = new Set('rua r av avenida travessa alameda rodovia estrada praca'.split(' '))
/** So many digits at the end tell a telephone, however it is written. */
const PHONE_DIGITS = 8
/** A number this long that the customer wrote is theirs; shorter ones are hours, prices, pieces. */
const OWN_DIGITS = 3
/** A street's name is this many words at most. */
const STREET_WORDS = 6

type Token = { plain: string; folded: string; digits: string }

function tokensOf(text: string): Token[] {
  return (text.match(/\S+/g) ?? []).map((raw) => {
    const plain = withoutEnd(raw.replace(/^[("'“‘*_]+/, ''), /[)"'”’*_,.;!?:]/)
    return { plain, folded: fold(plain), digits: plain.replace(/\D/g, '') }
  })
}

/** A telephone in the text, as it is written there; null when it is not this one. */
function phoneIn(text: string, phone: string | null): string | null {
  const wanted = phone?.replace(/\D/g, '').slice(-PHONE_DIGITS) ?? ''
  if (wanted.length < PHONE_DIGITS) return null
  const runs = text.match(/[+(]?\d[\d\s().-]*/g) ?? []
  return runs.find((run) => run.replace(/\D/g, '').includes(wanted))?.trim() ?? null
}

function ordersIn(tokens: Token[]): string[] {
  return tokens.flatMap(({ plain, folded, digits }, at) => {
    if (plain.startsWith('#') && digits.length >= OWN_DIGITS) return plain
    if (!ORDER.has(folded)) return []
    let next = at + 1
    while (BETWEEN.has(tokens[next]?.folded ?? '')) next++
    const number = tokens[next]
    // "#48213" was found by itself.
    if (!number || number.digits.length < OWN_DIGITS || number.plain.startsWith('#')) return []
    return `${plain} ${number.plain}`
  })
}

/** Amounts, sentence by sentence: those of a deal, and the others. */
function moneyIn(text: string): { deal: string[]; money: string[] } {
  const found = { deal: [] as string[], money: [] as string[] }
  for (const sentence of text.split(/[!?\n]|\.(?=\s)/)) {
    const tokens = tokensOf(sentence)
    const agreed = tokens.some(({ folded }) => DEAL.has(folded))
    tokens.forEach(({ folded, digits, plain }, at) => {
      const before = tokens[at - 1]?.folded
      const amount =
        digits !== '' && (folded.startsWith('r$') || before === 'r$' || tokens[at + 1]?.folded === 'reais')
      if (amount) found[agreed ? 'deal' : 'money'].push(before === 'r$' ? `R$ ${plain}` : plain)
    })
  }
  return found
}

function addressesIn(tokens: Token[]): string[][] {
  return tokens.flatMap(({ folded }, at) => {
    if (!STREET.has(folded)) return []
    const rest = tokens.slice(at, at + 1 + STREET_WORDS)
    const number = rest.findIndex(({ digits }, index) => index > 0 && digits !== '')
    return number > 1 ? [rest.slice(0, number + 1).map(({ plain }) => plain)] : []
  })
}

const unique = (found: Personal[]) => {
  const seen = new Set<string>()
  return found.filter(({ words }) => !seen.has(fold(words)) && seen.add(fold(words)))
}

/**
 * What in a text belongs to the customer it was written to (`first`), and must not reach `reader`: the name, the
 * telephone, numbers of orders, what they wrote themselves, an amount that was agreed on; and names of `others` who get
 * a text too. What the question asked about belongs to nobody. Linear in the text's length.
 */
export function personalWords(
  text: string,
  first: Person,
  reader: Pick<Person, 'name' | 'question'>,
  others: (string | null)[] = [],
): PersonalWords {
  const tokens = tokensOf(text)
  const besides = [reader.name, reader.question, first.question]
  const named = [first.name, ...others].flatMap((name) => namesIn(text, name, besides))
  const asked = new Set(
    tokensOf(`${reader.question} ${first.question}`).flatMap(({ digits }) => digits || []),
  )
  const wrote = tokensOf(first.wrote.join(' '))
  const theirNumbers = new Set(wrote.flatMap(({ digits }) => (digits.length >= OWN_DIGITS ? digits : [])))
  const theirMail = new Set(wrote.flatMap(({ folded }) => (folded.includes('@') ? folded : [])))
  const theirWords = new Set(wrote.map(({ folded }) => folded))
  const theirs = tokens.filter(
    ({ digits, folded }) => (theirNumbers.has(digits) && !asked.has(digits)) || theirMail.has(folded),
  )
  const phone = phoneIn(text, first.phone)
  const { deal, money } = moneyIn(text)
  const streets = addressesIn(tokens).map((words) => ({
    words: words.join(' '),
    own: words.some((word, at) => at > 0 && word.length > 3 && theirWords.has(fold(word))),
  }))
  const all = (kind: PersonalKind, words: string[]) => words.map((each) => ({ kind, words: each }))
  const stop = unique([
    ...all('name', named),
    ...all('phone', phone ? [phone] : []),
    ...all('order', ordersIn(tokens)),
    ...all(
      'theirs',
      theirs.map(({ plain }) => plain),
    ),
    ...all('deal', deal),
    ...all(
      'address',
      streets.filter(({ own }) => own).map(({ words }) => words),
    ),
  ])
  const check = unique([
    ...all('money', money),
    ...all(
      'address',
      streets.filter(({ own }) => !own).map(({ words }) => words),
    ),
  ])
  return { stop, check }
}
