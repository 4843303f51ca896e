import { fold } from './fold.ts'

/** Words of a name that name nobody: particles, titles, kinship, and short words every sentence has. */
const NOBODY = new Set(
  `a as o os e de da do das dos di du del la le van von em no na um eu tu me te se ja so la ok oi
   dona seu sr sra srta dr dra prof tia tio mae pai vo avo irmao irma cliente whatsapp`.split(/\s+/),
)

/** A text’s words as written and folded; a word is letters with their accents. */
export function wordsOf(text: string): { word: string; folded: string }[] {
  return (text.match(/[\p{L}\p{M}]+/gu) ?? []).map((word) => ({ word, folded: fold(word) }))
}

/**
 * The words of `text` that name a person called `name`, as they stand there, each once: "Oi joana!" and "Joana Lima"
 * give "joana". `besides` are texts whose words mean something else here: the other person's own name and the question
 * that was asked ("Rosa" in "tem bolo rosa?"). Short forms ("Jô") are not known.
 */
export function namesIn(text: string, name: string | null, besides: (string | null)[]): string[] {
  const other = new Set(besides.flatMap((each) => wordsOf(each ?? '').map(({ folded }) => folded)))
  const telling = wordsOf(name ?? '')
    .map(({ folded }) => folded)
    .filter((part) => part.length > 1 && !NOBODY.has(part) && !other.has(part))
  const found = new Map<string, string>()
  for (const { word, folded } of wordsOf(text)) {
    if (telling.includes(folded) && !found.has(folded)) found.set(folded, word)
  }
  return [...found.values()]
}
