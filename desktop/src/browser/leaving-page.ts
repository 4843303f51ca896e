/** What a browser lets a page that goes away still send, in letters; the rest of the budget is for what is beside them. */
const MOST_LETTERS = 50_000

/**
 * A page that goes away may finish small calls only if it marks them so. Marked are those alone: the budget is one for
 * all of them together.
 */
export function leavingPage() {
  let leaving = false
  const listeners: (() => void)[] = []
  window.addEventListener('pagehide', () => {
    leaving = true
    for (const listener of listeners) listener()
  })
  window.addEventListener('pageshow', () => {
    leaving = false
  })
  return {
    onLeaving: (listener: () => void) => void listeners.push(listener),
    fetch:
      (plain: typeof fetch): typeof fetch =>
      (input, init) => {
        const { body } = init ?? {}
        const small = !body || (typeof body === 'string' && body.length < MOST_LETTERS)
        return plain(input, leaving && small ? { ...init, keepalive: true } : init)
      },
  }
}
