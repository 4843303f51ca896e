/**
 * Remembers the most recently used values up to a bound. Concurrent askers of one key share one load; a load that fails
 * is forgotten, so that the next asker tries again. Keys name a revision, so a value never goes stale.
 */
export class IndexCache<V> {
  readonly #limit: number
  readonly #entries = new Map<string, Promise<V>>()

  /** In: how many values are kept at most (at least 1). */
  constructor(limit: number) {
    if (!Number.isInteger(limit) || limit < 1) throw new RangeError('the cache must hold at least one value')
    this.#limit = limit
  }

  /** The value of this tenant's revision: remembered, or loaded now. Rejects as `load` does. */
  get(tenantId: string, revisionId: string, load: () => Promise<V>): Promise<V> {
    const key = keyOf(tenantId, revisionId)
    const known = this.#entries.get(key)
    if (known) {
      this.#entries.delete(key)
      this.#entries.set(key, known)
      return known
    }
    const loading = load()
    this.#entries.set(key, loading)
    loading.catch(() => {
      if (this.#entries.get(key) === loading) this.#entries.delete(key)
    })
    while (this.#entries.size > this.#limit) this.#entries.delete(this.#entries.keys().next().value!)
    return loading
  }

  /** Forgets one revision, if it is remembered. */
  drop(tenantId: string, revisionId: string): void {
    this.#entries.delete(keyOf(tenantId, revisionId))
  }

  get size(): number {
    return this.#entries.size
  }
}

function keyOf(tenantId: string, revisionId: string): string {
  return JSON.stringify([tenantId, revisionId])
}
