import tlds from 'tlds' with { type: 'json' }
import { unmasked } from './unmasked.ts'

/** Ends of names that lead somewhere today, as IANA lists them. */
const TLDS: ReadonlySet<string> = new Set(tlds)
/** Between the parts of one token: what never stands inside an address, emoji and arrows among it. */
const APART = /[\s,;!()[\]{}<>"'“”‘’«»|–—…\\←→\p{So}\p{Sk}]+/u
/** Between a host and what goes before or after it in one token: "ou/golpe.io", "site:casa.com", "casa.com:80/x?y". */
const JOINT = /([/?#=&%+~:]+)/
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u
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
  if (bare.includes('@')) return bare.length > 1 ? [plain(bare.slice(namedBefore(bare)))] : []
  const from = hostIn(bare)
  return from < 0 ? [] : [plain(bare.slice(from))]
}

/** Where an e-mail or handle begins, behind what names it: "mailto:", "Pix:". */
function namedBefore(bare: string): number {
  return bare.lastIndexOf(':', bare.indexOf('@')) + 1
}

/** Where the first host of a token begins, or -1. */
function hostIn(bare: string): number {
  const parts = bare.split(JOINT)
  let from = 0
  for (let at = 0; at < parts.length; at += 2) {
    const [part = '', joint = ''] = parts.slice(at, at + 2)
    if (isHost(withoutMarks(part), /^[/?#]/.test(joint))) return from
    from += part.length + joint.length
  }
  return -1
}

function isLongKey(token: string): boolean {
  return (
    token.length > LONGEST_WORD && /[a-z]/.test(token) && (token.match(/\d/g)?.length ?? 0) >= DIGITS_OF_KEY
  )
}

function isHost(host: string, hasPath: boolean): boolean {
  const labels = host.split('.')
  const end = labels.at(-1)!
  if (labels.length < 2 || labels.some((label) => label === '')) return false
  if (labels.length === 4 && labels.every((label) => /^\d{1,3}$/.test(label))) return true
  if (!/^(?:\p{L}{2,}|xn--[\p{L}\d-]+)$/u.test(end)) return false
  // "99.app" is one; "às 18.De manhã" are two sentences.
  if (!/\p{L}/u.test(labels.slice(0, -1).join('')))
    return TLDS.has(end.toLowerCase()) && (hasPath || end.length > 2 || end === end.toLowerCase())
  if (TLDS.has(end.toLowerCase()) || end.startsWith('xn--') || labels[0]!.toLowerCase() === 'www') return true
  const short = labels.at(-2)!.length === 1
  if (hasPath) return !short
  // "às 8h.Pode vir": two sentences with no space between; "p.ex": an abbreviation.
  return !short && end === end.toLowerCase()
}

function plain(address: string): string {
  return withoutMarks(address.toLowerCase().replace(/^www\./, ''))
}

/** Without opening and closing marks of a sentence around a token. */
function withoutMarks(token: string): string {
  let [from, to] = [0, token.length]
  while (from < to && token[from] !== '@' && !LETTER_OR_DIGIT.test(token[from]!)) from += 1
  while (to > from && !LETTER_OR_DIGIT.test(token[to - 1]!)) to -= 1
  return token.slice(from, to)
}
