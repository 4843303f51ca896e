import type { Clock, Link } from './ports.ts'

/** Typing is over this long after the last key, in milliseconds. */
const STILL = 4000

/** Tells the others where I am and whether I type. Said once per change, and again on a new line. */
export function createPresence(clock: Clock, link: () => Link | null) {
  let conversationId: string | null = null
  let typing = false
  let cancel = () => {}

  const say = () => link()?.viewing({ conversationId, typing })

  function quiet(): void {
    cancel()
    if (!typing) return
    typing = false
    say()
  }

  return {
    say,
    look: (id: string | null) => {
      if (id === conversationId) return
      cancel()
      typing = false
      conversationId = id
      say()
    },
    typed: (id: string) => {
      if (id !== conversationId) return
      cancel()
      cancel = clock.after(STILL, quiet)
      if (typing) return
      typing = true
      say()
    },
    quiet,
    stop: () => cancel(),
  }
}
