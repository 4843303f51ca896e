/**
 * What works take keys of, in the order in which one work may wait for several: who holds a key waits only for one of a
 * later kind. So no two works ever wait for each other. Two of one kind are taken when both are free, else not here.
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

/** A work that shares its transaction would have to wait for another while that one may wait for it. */
class NotAlone extends Error {}

export type Rider = {
  /**
   * The key is this work's until it ends. In one transaction the database's locks do not part the works from each other;
   * this does. Answers null when the key was free, else what to wait for; what was read before that is old.
   */
  alone: (key: Key) => Promise<void> | null
  /** How often works of this transaction have given keys back so far: to be asked before a read, see `isOld`. */
  instant: () => number
  /** Whether another work has given this key back since that instant: then what was read since may be old. */
  isOld: (key: Key, instant: number) => boolean
  /** Gives all its keys back. */
  leave: () => void
}

/** Who may touch what among the works of one transaction. */
export function createKeys(): { rider(): Rider } {
  const held = new Map<Key, Promise<void>>()
  const givenBack = new Map<Key, number>()
  let leaves = 0
  return {
    rider() {
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
        alone(key) {
          if (mine.has(key)) return null
          const before = held.get(key)
          if (!before) {
            hold(key)
            return null
          }
          // To hold one and wait for another out of order is how two works wait for each other for ever.
          if ([...mine].some((one) => rank(one) >= rank(key))) throw new NotAlone(key)
          return take(key, before)
        },
        instant: () => leaves,
        isOld: (key, instant) => (givenBack.get(key) ?? 0) > instant,
        leave() {
          leaves += 1
          for (const key of mine) {
            if (held.get(key) === left) held.delete(key)
            givenBack.set(key, leaves)
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
