/**
 * A text without what stands loose at its end. In: a pattern for one such character. A `+$` in a regular expression
 * looks at each run of them anew from each of its places, so a stranger's long run costs the square of its length.
 */
export function withoutEnd(text: string, loose: RegExp): string {
  let end = text.length
  while (end > 0 && loose.test(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}
