import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import type { Caller } from '../platform/http/bind.ts'
import { readAccess } from './access-token.ts'
import { liveMember } from './refresh-family.repo.ts'

/** Milliseconds another process's sign-out may stay unseen; it bounds the queries of a busy console. */
const FRESH_MS = 5_000
const MOST_KEPT = 10_000

/** Who holds a token. The database decides whether the session still lives, at most five seconds ago. */
export function createAuthenticator({ db, clock, key }: { db: Database; clock: Clock; key: Uint8Array }) {
  const kept = new Map<string, { at: number; caller: Caller }>()

  return {
    /** The caller; throws `auth.session_ended`, or the database's own failure when it cannot be asked. */
    async authenticate(token: string): Promise<Caller> {
      const now = clock.now()
      const claims = await readAccess(key, token, now)
      if (!claims) throw expected('auth.session_ended')
      const known = kept.get(claims.family)
      const isTheirs =
        known && known.caller.memberId === claims.sub && known.caller.tenantId === claims.tenant
      if (isTheirs && now.getTime() - known.at < FRESH_MS) return known.caller
      const member = await db.tenant(claims.tenant, (tx) => liveMember(tx, claims.family, claims.sub))
      if (!member) {
        kept.delete(claims.family)
        throw expected('auth.session_ended')
      }
      const caller: Caller = {
        tenantId: claims.tenant,
        memberId: claims.sub,
        familyId: claims.family,
        ...member,
      }
      if (kept.size >= MOST_KEPT) kept.clear()
      // A temporary password may be changed in another process; its owner must not wait to get in.
      if (!member.mustChangePassword) kept.set(claims.family, { at: now.getTime(), caller })
      return caller
    },
    /** The member a token speaks of, by its signature alone. */
    memberOf: async (token: string): Promise<string | null> =>
      (await readAccess(key, token, clock.now()))?.sub ?? null,
    /** Does this session still live? Asks the database, whatever is kept. */
    stillLives: ({ tenantId, familyId, memberId }: Caller): Promise<boolean> =>
      db.tenant(tenantId, async (tx) => (await liveMember(tx, familyId, memberId)) !== null),
    /** The session ended: ask again next time. */
    forget: (familyId: string): void => void kept.delete(familyId),
  }
}
