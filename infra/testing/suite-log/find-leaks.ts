/** Something a log must not tell: which, and the line that tells it. */
export type Leak = { what: string; line: string }

/** Ids and times hold long runs of digits and are no telephones. */
const IDS = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\d{4}-\d\d-\d\dT[\d:.]+Z?/gi
const PATTERNS: Readonly<Record<string, RegExp>> = {
  'a telephone': /(?<![\w.-])\+?55[ (]*\d{2}[ )]*9?\d{4}[ -]?\d{4}(?![\w.])/,
  'an address at WhatsApp': /\d{8,}@(?:s\.whatsapp\.net|lid)/,
  'an e-mail address': /[\w.+-]+@[\w-]+\.(?:example|com|br)\b/i,
  'an access token': /eyJ[\w-]{8,}\.[\w-]{8,}\./,
  'a key of Stripe': /\b(?:sk|rk|whsec)_\w{4,}/,
  'an authorization': /\b(?:Bearer|Basic) [\w.~+/-]{8,}/,
  'a password in an address': /:\/\/[^\s/:@"]+:[^\s/@"]+@/,
}

/** Texts shorter than this stand in lines that speak of other things. */
const LEAST = 12

/**
 * Everything in a log that must not be there.
 * @param said texts that people wrote and names they have; only the first letters of each are looked for, as many as `LEAST`
 */
export function findLeaks(log: string, said: Iterable<string>): Leak[] {
  const begins = new Set<string>()
  for (const text of said) if (text.length >= LEAST) begins.add(text.slice(0, LEAST))
  return log.split('\n').flatMap((line) => {
    const bare = line.replace(IDS, '')
    const found = Object.entries(PATTERNS).filter(([, pattern]) => pattern.test(bare))
    const text = wordsIn(bare, begins)
    return [...found.map(([what]) => what), ...(text ? [`the text "${text}"`] : [])].map((what) => ({
      what,
      line,
    }))
  })
}

function wordsIn(line: string, begins: ReadonlySet<string>): string | null {
  for (let at = 0; at + LEAST <= line.length; at++) {
    const here = line.slice(at, at + LEAST)
    if (begins.has(here)) return here
  }
  return null
}
