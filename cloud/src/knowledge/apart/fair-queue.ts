/**
 * A round-robin queue by owner: so many owners' works run at once, the works of one owner run one after the other, and
 * the owner served longest ago comes next. However much one owner brings, another waits only for what is running.
 */
export class FairQueue {
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

  /** How many works of an owner wait, not counting the one that runs. */
  waitingFor(owner: string): number {
    return this.#waiting.get(owner)?.length ?? 0
  }

  /** The owner that was just served goes behind all that wait. */
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
