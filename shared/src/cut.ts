/**
 * The first `most` UTF-16 units of a text, or one fewer where that would halve a character: half an emoji is no text,
 * and PostgreSQL's `jsonb` refuses it.
 */
export function cut(text: string, most: number): string {
  const halves = text.length > most && /[\uD800-\uDBFF]/.test(text.charAt(most - 1))
  return text.slice(0, halves ? most - 1 : most)
}

/** The last `most` UTF-16 units of a text, or one fewer likewise. */
export function cutStart(text: string, most: number): string {
  const from = Math.max(0, text.length - most)
  const halves = from > 0 && /[\uDC00-\uDFFF]/.test(text.charAt(from))
  return text.slice(halves ? from + 1 : from)
}

/** A text in one line, its spaces single, cut likewise. */
export function oneLine(text: string, most: number): string {
  return cut(text.replace(/\s+/g, ' ').trim(), most)
}
