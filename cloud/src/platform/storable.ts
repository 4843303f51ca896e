/**
 * A text as PostgreSQL keeps it: without NUL, and with U+FFFD for halves of surrogate pairs, both of which it refuses.
 * What members write is refused at the door instead; this is for words that nobody could correct.
 */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
