import { HEAVY_EMOJI, HELLO_EMOJI, KIN, SMALL_TALK_PHRASES, THANKS_EMOJI } from './small-talk-words.ts'

export type SmallTalk = 'greeting' | 'thanks' | 'ok' | 'goodbye'
type Phrase = SmallTalk | 'filler'

/** Longer texts carry more than politeness. Characters. */
const LONGEST = 160
/** Said together, the warmer one decides: "ok, obrigada, tchau" is thanks. */
const ORDER: readonly SmallTalk[] = ['thanks', 'goodbye', 'greeting', 'ok']
/** May be asked and still mean only hello: "tudo bem?", "opa, blz?". */
const ASKED_GREETING =
  /^(?:(?:tudo|td) (?:bem|bom|joia|certo|tranquilo)|tdb|como v|como t|blz|beleza|tranquilo|suave|e ?ai|eae)/

/** "k" (many, written once), "hahaha", "rsrs", "huahua". No letter may be read in two ways: a long laugh that ends otherwise would cost 2^n. */
const LAUGHTER = /\b(?:k|(?:h[aei]|hu[ae]|rs|ah?ua?)(?:hi|rs|[haseu])*)\b/g

const PHRASES = new Map<string, Phrase[]>()
for (const [kind, list] of Object.entries(SMALL_TALK_PHRASES))
  for (const phrase of list.split(';')) {
    const key = once(phrase.trim().replace(/\s+/g, ' '))
    PHRASES.set(key, [...(PHRASES.get(key) ?? []), kind as Phrase])
  }
const MOST_WORDS = Math.max(...[...PHRASES.keys()].map((phrase) => phrase.split(' ').length))

/**
 * What kind of small talk a customer's text is, or null when any part of it could want an answer. The whole text must be
 * small talk: "oi, vocês abrem domingo?" is null. "Sim" and "não" alone are answers to something, never small talk.
 */
export function smallTalk(text: string): SmallTalk | null {
  if (text.length > LONGEST || HEAVY_EMOJI.test(text)) return null
  const bare = text
    .replace(/[:;=xX]-?[)DdpP3(]+(?=\s|$)|<3+/g, ' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
  const folded = once(bare.toLowerCase())
  const words = folded
    .replace(LAUGHTER, ' ')
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  if (words.length === 0) return wordless(text, /[a-z]/.test(folded))
  const found = readAll(words)
  if (!found) return null
  const kinds = found.map((phrase) => phrase.kind)
  const kind = ORDER.find((candidate) => kinds.includes(candidate))
  if (!kind) return null
  if (!text.includes('?')) return kind
  if (kind === 'thanks' || kind === 'greeting') return kind
  return found.some((phrase) => ASKED_GREETING.test(phrase.words)) ? 'greeting' : null
}

/** Laughter, emoji or punctuation alone. */
function wordless(text: string, laughs: boolean): SmallTalk | null {
  if (text.includes('?')) return null
  if (HELLO_EMOJI.test(text)) return 'greeting'
  if (THANKS_EMOJI.test(text)) return 'thanks'
  return laughs || /\p{Extended_Pictographic}|:\)|<3/u.test(text) ? 'ok' : null
}

/** Every word of the text as phrases of the lists, or null when one belongs to none. */
function readAll(words: string[]): { kind: Phrase; words: string }[] | null {
  const found: { kind: Phrase; words: string }[] = []
  let at = 0
  while (at < words.length) {
    const rest = words.slice(at).join(' ')
    const presented = found.some((phrase) => phrase.kind === 'greeting') ? introduction(rest) : 0
    if (presented > 0) {
      at += presented
      continue
    }
    let taken = 0
    for (let length = Math.min(MOST_WORDS, words.length - at); length > 0 && taken === 0; length--) {
      const phrase = words.slice(at, at + length).join(' ')
      const kinds = PHRASES.get(phrase)
      if (!kinds) continue
      const opening = at === 0 || found.some((known) => known.kind === 'greeting')
      // "blz" opens a conversation or closes it; the words beside it tell which.
      const kind = kinds.length > 1 && !opening ? kinds.find((each) => each !== 'greeting')! : kinds[0]!
      found.push({ kind: kinds.length > 1 && words.length === 1 ? kinds.at(-1)! : kind, words: phrase })
      taken = length
    }
    if (taken === 0) return null
    at += taken
  }
  return found
}

/** How many words an introduction takes ("aqui é a mãe do Theo", "sou a Ana"); only believed after a greeting. */
function introduction(rest: string): number {
  const match = new RegExp(
    `^(?:(?:aqui|aki|quem fala) (?:e|eh)|sou|eu sou|me chamo|meu nome e)(?: [ao])?(?: (?:${KIN}) d[aeo](?: [a-z]+){1,2}| [a-z]+(?: [a-z]+)?)$`,
  ).exec(rest)
  if (!match || /^(?:eu )?sou (?![ao] )/.test(rest)) return 0
  return rest.split(' ').length
}

/** Runs of one letter written once: "bom diaaa" → "bom dia". Digits stay. */
function once(text: string): string {
  return text.replace(/([a-z])\1+/g, '$1')
}
