/**
 * The kinds of keys, in the order in which a work may acquire them: a work that holds a key waits only for keys of later
 * kinds, so two works never wait for each other. A second key of the same kind is given only when it is free.
 */
const KINDS = [
  'raw_event',
  'conversation',
  'contact',
  /** Under WhatsApp's id. */
  'message',
  'instance',
  'subscription',
  'knowledge',
  'rehearsal',
  'proposal',
  'member',
  'refresh_family',
  'tenant_deletion',
  'privacy_export',
  'mailbox',
] as const

export type Key = `${(typeof KINDS)[number]}:${string}`

/** A key was asked for out of order: waiting for it could deadlock. The caller runs the work in a transaction of its own. */
class OutOfOrder extends Error {}

export type Holder = {
  /**
   * Acquires the key until this work ends. The database's locks do not separate works that share one transaction; this
   * mutex does. Answers null when the key was free, else a promise to wait for; what was read before it is then stale.
   */
  acquire: (key: Key) => Promise<void> | null
  /** How often works of this transaction have released keys so far. Ask before a read, and give it to `isStale` after. */
  generation: () => number
  /** Whether another work has released this key since that generation: then what was read since may be stale. */
  isStale: (key: Key, generation: number) => boolean
  /** Releases all keys of this work. */
  release: () => void
}

/** A mutex by key for the works that share one transaction. */
export function createKeyedMutex(): { holder(): Holder } {
  const held = new Map<Key, Promise<void>>()
  const releasedAt = new Map<Key, number>()
  let releases = 0
  return {
    holder() {
      const mine = new Set<Key>()
      const { promise: left, resolve: leave } = Promise.withResolvers<void>()
      const hold = (key: Key) => {
        mine.add(key)
        held.set(key, left)
      }
      const take = async (key: Key, before: Promise<void>) => {
        await before
        // Of several that waited for the same work, each waits for the one that came before it.
        const now = held.get(key)
        if (now && now !== before) return take(key, now)
        hold(key)
      }
      return {
        acquire(key) {
          if (mine.has(key)) return null
          const before = held.get(key)
          if (!before) {
            hold(key)
            return null
          }
          // Holding one key and waiting for another out of order is how two works wait for each other for ever.
          if ([...mine].some((one) => rank(one) >= rank(key))) throw new OutOfOrder(key)
          return take(key, before)
        },
        generation: () => releases,
        isStale: (key, generation) => (releasedAt.get(key) ?? 0) > generation,
        release() {
          releases += 1
          for (const key of mine) {
            if (held.get(key) === left) held.delete(key)
            releasedAt.set(key, releases)
          }
          leave()
        },
      }
    },
  }
}

function rank(key: Key): number {
  return KINDS.findIndex((kind) => key.startsWith(`${kind}:`))
}
