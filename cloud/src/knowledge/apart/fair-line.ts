/**
 * Lets so much work run at once and the rest wait, fairly among whom it is for: one owner's work runs one after the
 * other, and the owner whose turn was longest ago comes next. However much one brings, another waits for no more than
 * what is running.
 */
export class FairLine {
  readonly #atOnce: number
  readonly #running = new Set<string>()
  /** By owner, the one whose turn it is first. */
  readonly #waiting = new Map<string, (() => void)[]>()

  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  /** Runs the work when it is its owner's turn; ends as the work ends. */
  async run<T>(owner: string, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      const waiting = this.#waiting.get(owner)
      if (waiting) waiting.push(begin)
      else this.#waiting.set(owner, [begin])
      this.#next()
    })
    try {
      return await work()
    } finally {
      this.#running.delete(owner)
      this.#toTheEnd(owner)
      this.#next()
    }
  }

  /** What waits for an owner, the work that runs not counted. */
  waitingFor(owner: string): number {
    return this.#waiting.get(owner)?.length ?? 0
  }

  /** Who was just served comes behind everybody who waits. */
  #toTheEnd(owner: string): void {
    const waiting = this.#waiting.get(owner)
    if (!waiting) return
    this.#waiting.delete(owner)
    this.#waiting.set(owner, waiting)
  }

  #next(): void {
    for (const [owner, waiting] of this.#waiting) {
      if (this.#running.size >= this.#atOnce) return
      if (this.#running.has(owner)) continue
      this.#running.add(owner)
      const begin = waiting.shift()
      if (waiting.length === 0) this.#waiting.delete(owner)
      begin?.()
    }
  }
}
