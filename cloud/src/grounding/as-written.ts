/**
 * Tells the words of a text behind each fact of it. The lock reads texts folded ("r$ 1.000,00", "12 de marco"); people are
 * shown what stands there. A fact that was written in other words altogether ("vinte reais") keeps its folded form.
 * The text is folded once, however many facts are asked for.
 */
export function asWritten(text: string): (fact: string) => string {
  const { folded, at } = foldedWithPlaces(text)
  const known = new Map<string, string>()
  const find = (fact: string): string => {
    const from = folded.indexOf(fact)
    if (from === -1) return fact.replace(/\br\$/g, 'R$')
    return text.slice(at[from], (at[from + fact.length - 1] ?? 0) + 1).replace(/\s+/g, ' ')
  }
  return (fact) => {
    const written = known.get(fact) ?? find(fact)
    known.set(fact, written)
    return written
  }
}

/** Letter by letter, so that each place of the folded text knows where it came from. */
function foldedWithPlaces(text: string): { folded: string; at: number[] } {
  const folded: string[] = []
  const at: number[] = []
  for (let place = 0; place < text.length; place += 1) {
    const plain = text.charAt(place).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    const even = plain.replace(/\s/, ' ').replace(/[–—−‐‑]/, '-')
    if (even === ' ' && folded.at(-1) === ' ') continue
    for (const one of even) {
      folded.push(one)
      at.push(place)
    }
  }
  return { folded: folded.join(''), at }
}
