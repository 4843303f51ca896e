/** Timers that die together when the sandbox stops, so that nothing fires into a closed server. */
export class Timers {
  readonly #running = new Set<NodeJS.Timeout>()
  #stopped = false

  /** Calls `action` once after `ms` milliseconds; the handle cancels it. */
  after(ms: number, action: () => void): NodeJS.Timeout | undefined {
    if (this.#stopped) return undefined
    const timer = setTimeout(() => {
      this.#running.delete(timer)
      action()
    }, ms)
    this.#running.add(timer)
    return timer
  }

  /** Cancels one timer of `after`; undefined is fine. */
  cancel(timer: NodeJS.Timeout | undefined): void {
    if (!timer) return
    clearTimeout(timer)
    this.#running.delete(timer)
  }

  /** Resolves after `ms`; never, once stopped. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve))
  }

  /** Cancels all, and everything asked for later. */
  stop(): void {
    this.#stopped = true
    for (const timer of this.#running) clearTimeout(timer)
    this.#running.clear()
  }
}
