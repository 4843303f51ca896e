/**
 * The words of a text behind a fact of it. The lock reads texts folded ("r$ 1.000,00", "12 de marco"); people are shown
 * what stands there. A fact that was written in other words altogether ("vinte reais") keeps its folded form.
 */
export function asWritten(text: string, fact: string): string {
  const { folded, at } = foldedWithPlaces(text)
  const from = folded.indexOf(fact)
  if (from === -1) return fact.replace(/\br\$/g, 'R$')
  return text.slice(at[from], (at[from + fact.length - 1] ?? 0) + 1).replace(/\s+/g, ' ')
}

/** Letter by letter, so that each place of the folded text knows where it came from. */
function foldedWithPlaces(text: string): { folded: string; at: number[] } {
  let folded = ''
  const at: number[] = []
  for (const [place, letter] of Array.from({ length: text.length }, (_, i) => [i, text[i]!] as const)) {
    const plain = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    const even = plain.replace(/\s/, ' ').replace(/[–—−‐‑]/, '-')
    if (even === ' ' && folded.endsWith(' ')) continue
    for (const one of even) {
      folded += one
      at.push(place)
    }
  }
  return { folded, at }
}
