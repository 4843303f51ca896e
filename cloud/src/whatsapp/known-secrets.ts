import { createBatcher } from '../platform/batcher.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { areKnown } from './webhook.repo.ts'

/**
 * A secret found right is not looked up again for so long. It only opens the way to the webhook's own statement, which asks for
 * itself; one that was changed since is refused there, and forgotten here. Milliseconds.
 */
const RIGHT_MS = 10 * 60_000
/**
 * A wrong one is refused without being looked up for so long. A new secret is committed before Evolution learns it, so it is
 * never among these; should it be, the next tries come later. Milliseconds.
 */
const WRONG_MS = 2_000
/** Of each kind, the oldest go first: strangers' guesses push out guesses only. */
const MOST_KEPT = 10_000

export type KnownSecrets = {
  /** Does an instance have the secret of this hash, as its present or its previous one? Fails when the database is away. */
  isKnown(hash: Buffer): Promise<boolean>
  /** The database says that it has not, any more. */
  forget(hash: Buffer): void
}

/** Who may call Evolution's webhook, by the hash of their secret, asked before a body is read. */
export function createKnownSecrets({ db, clock }: { db: Database; clock: Clock }): KnownSecrets {
  const right = keptFor(RIGHT_MS, clock)
  const wrong = keptFor(WRONG_MS, clock)
  // One statement at a time for all who ask: strangers never take more of the database than one connection.
  const lookUp = (_queue: string, hashes: Buffer[]) => areKnown(db, hashes)
  const ask = createBatcher<Buffer, boolean>({
    share: lookUp,
    own: async (queue, hash) => (await lookUp(queue, [hash]))[0]!,
  })
  return {
    async isKnown(hash) {
      const name = hash.toString('base64')
      if (right.has(name)) return true
      if (wrong.has(name)) return false
      const known = await ask('secrets', hash)
      if (known) right.add(name)
      else wrong.add(name)
      return known
    },
    forget: (hash) => right.drop(hash.toString('base64')),
  }
}

/** Names remembered for a time, and never too many of them. */
function keptFor(ms: number, clock: Clock) {
  const kept = new Map<string, number>()
  return {
    has: (name: string) => (kept.get(name) ?? 0) > clock.now().getTime(),
    add(name: string) {
      kept.delete(name)
      if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!)
      kept.set(name, clock.now().getTime() + ms)
    },
    drop: (name: string) => void kept.delete(name),
  }
}
