/** A page that falls more often than this within the span is not simply drawn again, in milliseconds. */
const MOST_FALLS = 3
const SPAN = 60_000

/** Decides what to do when the page fell: draw it again at once, or ask the person because it keeps falling. */
export function createRecovery(now: () => number): () => 'reload' | 'ask' {
  let falls: number[] = []
  return () => {
    falls = [...falls.filter((at) => now() - at < SPAN), now()]
    return falls.length <= MOST_FALLS ? 'reload' : 'ask'
  }
}
