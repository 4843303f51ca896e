/** A text that takes more than this share of the room is not cached: it would evict too many others. */
const LARGEST_SHARE = 1 / 32

/**
 * A least-recently-used cache of values computed from texts. Its size is counted in characters of the texts, since a
 * count of entries would let strangers fill the memory with long ones. A value must not be much larger than its text.
 */
export class TextCache<V> {
  readonly #room: number
  readonly #kept = new Map<string, V>()
  #used = 0

  /** @param room characters (UTF-16 units) of all the texts together */
  constructor(room: number) {
    this.#room = room
  }

  /** The value of this text: cached, or computed now. */
  get(text: string, make: (text: string) => V): V {
    const known = this.#kept.get(text)
    if (known !== undefined) {
      this.#kept.delete(text)
      this.#kept.set(text, known)
      return known
    }
    const made = make(text)
    if (text.length > this.#room * LARGEST_SHARE) return made
    this.#kept.set(text, made)
    this.#used += text.length
    for (const oldest of this.#kept.keys()) {
      if (this.#used <= this.#room) break
      this.#kept.delete(oldest)
      this.#used -= oldest.length
    }
    return made
  }

  /** Characters in use. */
  get used(): number {
    return this.#used
  }
}
