/** A work that shares its transaction would have to wait for another while that one may wait for it. */
class NotAlone extends Error {}

export type Rider = {
  /**
   * The key is this work's until it ends. In one transaction the database's locks do not part the works from each other;
   * this does. Answers null when the key was free, else what to wait for; what was read before that is old.
   */
  alone: (key: string) => Promise<void> | null
  /** Gives all its keys back. */
  leave: () => void
}

/** Who may touch what among the works of one transaction. */
export function createKeys(): { rider(): Rider } {
  const held = new Map<string, Promise<void>>()
  return {
    rider() {
      const mine = new Set<string>()
      const { promise: left, resolve: leave } = Promise.withResolvers<void>()
      const hold = (key: string) => {
        mine.add(key)
        held.set(key, left)
      }
      const take = async (key: string, before: Promise<void>) => {
        await before
        // Of several that waited for the same work, each waits for the one that came before it.
        const now = held.get(key)
        if (now && now !== before) return take(key, now)
        hold(key)
      }
      return {
        alone(key) {
          if (mine.has(key)) return null
          const before = held.get(key)
          if (!before) {
            hold(key)
            return null
          }
          // To hold one and wait for another is how two works wait for each other for ever.
          if (mine.size > 0) throw new NotAlone(key)
          return take(key, before)
        },
        leave() {
          for (const key of mine) if (held.get(key) === left) held.delete(key)
          leave()
        },
      }
    },
  }
}
