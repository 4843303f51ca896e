import tlds from 'tlds' with { type: 'json' }
import { unmasked } from './unmasked.ts'

/** Ends of names that lead somewhere today, as IANA lists them. */
const TLDS: ReadonlySet<string> = new Set(tlds)
/** Between the parts of one token: what never stands inside an address. */
const APART = /[\s,;!()[\]{}<>"'“”‘’«»|–—…]+/u
const KEY = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/
/** Longer than any word with a number to it, and that many digits in it: a key to pay with. */
const [LONGEST_WORD, DIGITS_OF_KEY] = [20, 6]

/**
 * Every address of a text by which somebody could be reached or paid: links of any kind, bare hosts, e-mails, handles, IP
 * addresses, payment keys; lower case, without scheme, `www.` and closing marks. However masked: see `unmasked`. What is
 * written like one counts, whether or not it leads anywhere.
 */
export function addressesIn(text: string): string[] {
  return unmasked(text).split(APART).flatMap(addressOf)
}

function addressOf(token: string): string[] {
  const bare = withoutMarks(token)
  const scheme = bare.indexOf('://')
  if (scheme >= 0) return [plain(bare.slice(scheme + 3))]
  const lower = bare.toLowerCase()
  if (KEY.test(lower) || isLongKey(lower)) return [lower]
  if (bare.includes('@')) return bare.length > 1 ? [lower] : []
  // "site:casa.com" and "pix:golpe.io" name what follows; in "casa.com:8080/x" a port follows.
  const host = bare.split(/[/?#]/, 1)[0]!
  const named = host.lastIndexOf(':') + 1
  const candidates = /^\d+$/.test(host.slice(named)) ? [bare] : [bare.slice(named), bare]
  return candidates.filter(leadsSomewhere).slice(0, 1).map(plain)
}

function isLongKey(token: string): boolean {
  return (
    token.length > LONGEST_WORD && /[a-z]/.test(token) && (token.match(/\d/g)?.length ?? 0) >= DIGITS_OF_KEY
  )
}

function leadsSomewhere(address: string): boolean {
  const host = address.split(/[/?#]/, 1)[0]!
  return isHost(host.replace(/:\d{1,5}$/, ''), host.length < address.length)
}

function isHost(host: string, hasPath: boolean): boolean {
  const labels = host.split('.')
  const end = labels.at(-1)!
  if (labels.length < 2 || labels.some((label) => label === '')) return false
  if (labels.length === 4 && labels.every((label) => /^\d{1,3}$/.test(label))) return true
  if (!/^(?:\p{L}{2,}|xn--[\p{L}\d-]+)$/u.test(end) || !/\p{L}/u.test(labels.slice(0, -1).join('')))
    return false
  if (TLDS.has(end.toLowerCase()) || end.startsWith('xn--') || labels[0]!.toLowerCase() === 'www') return true
  const short = labels.at(-2)!.length === 1
  if (hasPath) return !short
  // "às 8h.Pode vir": two sentences with no space between; "p.ex": an abbreviation.
  return !short && end === end.toLowerCase()
}

function plain(address: string): string {
  return withoutMarks(address.toLowerCase().replace(/^www\./, ''))
}

/** Opening and closing marks of a sentence around a token. */
function withoutMarks(token: string): string {
  let [from, to] = [0, token.length]
  while (from < to && '.:?¿¡-·•'.includes(token[from]!)) from += 1
  while (to > from && '.:?/-·•#'.includes(token[to - 1]!)) to -= 1
  return token.slice(from, to)
}
