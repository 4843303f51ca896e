import type { LogEvent } from '@plantao/shared/realtime/events'

/** Reads entries after a sequence, in order. */
export type ReadLog = (after: number, limit: number) => Promise<LogEvent[]>

export type Listener = {
  /** The last sequence it was given. */
  position: number
  send(events: LogEvent[]): void
  /** Joins those who are all at the head of the feed: they are served by one broadcast. */
  join(): void
  /** Resolves when what it was sent has gone out, or it is gone: a slow reader is given one page, not the whole log. */
  ready(): Promise<void>
  readonly gone: boolean
}

/** A page of catch-up. 500 entries are about 60 KB on the wire. */
const PAGE = 500

/**
 * One tenant's news in this process. `head` is how far the log was read and told. Everybody in the broadcast is
 * exactly at `head`; a newcomer reads pages of its own until it meets the head. One that read further than the feed
 * stands `ahead` and is served entry by entry until the feed has come up to it: no gap, no duplicate.
 */
export class Feed {
  #head: number
  #reading = false
  #again = false
  readonly #ahead = new Set<Listener>()
  readonly #read: ReadLog
  readonly #broadcast: (events: LogEvent[]) => void

  constructor(head: number, read: ReadLog, broadcast: (events: LogEvent[]) => void) {
    this.#head = head
    this.#read = read
    this.#broadcast = broadcast
  }

  get head(): number {
    return this.#head
  }

  /** The log may have grown: reads on from the head and tells. Rejects when the log cannot be read. */
  async wake(): Promise<void> {
    if (this.#reading) {
      this.#again = true
      return
    }
    this.#reading = true
    try {
      let events: LogEvent[]
      do {
        this.#again = false
        events = await this.#read(this.#head, PAGE)
        if (events.length > 0) this.#tell(events)
      } while (this.#again || events.length === PAGE)
    } finally {
      this.#reading = false
    }
  }

  #tell(events: LogEvent[]): void {
    this.#head = events.at(-1)!.seq
    this.#broadcast(events)
    for (const listener of this.#ahead) {
      const news = events.filter((event) => event.seq > listener.position)
      if (news.length > 0 && !listener.gone) listener.send(news)
      listener.position = Math.max(listener.position, this.#head)
      if (listener.position > this.#head) continue
      this.#ahead.delete(listener)
      listener.join()
    }
  }

  /** Brings a newcomer from its position to the head, page by page, then lets it live. */
  async admit(listener: Listener): Promise<void> {
    while (listener.position < this.#head) {
      const events = await this.#read(listener.position, PAGE)
      if (listener.gone) return
      if (events.length === 0) break
      listener.send(events)
      listener.position = events.at(-1)!.seq
      await listener.ready()
    }
    if (listener.gone) return
    // From here to the end nothing is awaited: the head cannot move in between.
    if (listener.position === this.#head) return listener.join()
    this.#ahead.add(listener)
    await this.wake()
  }

  forget(listener: Listener): void {
    this.#ahead.delete(listener)
  }
}
