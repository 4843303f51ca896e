/** A draft made faster than this needs no typing shown. Milliseconds. */
const SHOWN_AFTER_MS = 600
/** How long a slower one shows it, unless the message comes earlier. Milliseconds. */
const SHOWN_MS = 5_000

export type TypingSign = {
  /** Runs a piece of work; shows the sign when it takes its time. Answers what the work answers. */
  during<T>(work: () => Promise<T>): Promise<T>
  /** Shows the sign for so long, also after `end`: the answer is ready and waits until the turn is due. Milliseconds. */
  keepFor(ms: number): void
  /** Takes the sign away, unless it was kept. */
  end(): void
}

/**
 * The "typing…" that a customer sees while one turn is answered.
 * @param show shows it for some milliseconds, or until the signal; never waited for
 */
export function createTypingSign(show: (ms: number, until: AbortSignal) => void): TypingSign {
  const over = new AbortController()
  let kept = false
  return {
    async during(work) {
      const timer = setTimeout(() => show(SHOWN_MS, over.signal), SHOWN_AFTER_MS)
      try {
        return await work()
      } finally {
        clearTimeout(timer)
      }
    },
    keepFor(ms) {
      kept = true
      show(ms, over.signal)
    },
    end() {
      // With a reason of ours no exception is built that nobody reads.
      if (!kept) over.abort('over')
    },
  }
}
