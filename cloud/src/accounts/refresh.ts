import { audit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, TenantTx } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import type { Keys } from './keys.ts'
import { type MemberRow, memberById } from './member.repo.ts'
import {
  type Client,
  type FamilyRow,
  isShutOut,
  lockFamily,
  repeatFamily,
  revokeFamily,
  rotateFamily,
} from './refresh-family.repo.ts'
import { nextRefresh, type ReadToken, readRefresh, refreshHash } from './refresh-token.ts'
import { type Issued, issue, SESSION_MS } from './sign-in.ts'

/** Milliseconds in which the previous token may be repeated: two tabs, a lost reply. */
export const REPEAT_MS = 60_000

type Deps = { db: Database; clock: Clock; keys: Keys; ended: (familyId: string) => void }

export type Verdict = 'rotate' | 'repeat' | 'reuse' | 'unknown'

/** What a presented token is to its family. Pure. */
export function judge(family: FamilyRow, token: ReadToken, now: Date): Verdict {
  if (token.hash.equals(family.currentHash)) return 'rotate'
  const isPrevious = family.previousHash !== null && token.hash.equals(family.previousHash)
  // Once the successor was used, the family's previous token is that successor: an older one comes out below.
  if (isPrevious && now.getTime() - family.rotatedAt.getTime() <= REPEAT_MS) return 'repeat'
  return isPrevious || token.sealed ? 'reuse' : 'unknown'
}

/**
 * A new access token, and the next refresh token. Throws `auth.session_ended`; a token that was used up before ends
 * its whole family, because one of its two holders is not the member. Throws `auth.removed` for a token of ours whose member
 * was removed, or whose company is being deleted or gone: whoever holds it has no right any more to what it fetched.
 */
export async function refresh(
  deps: Deps,
  token: string,
  { client, device }: { client: Client; device?: string | undefined },
): Promise<Issued> {
  const read = readRefresh(deps.keys.refresh, token)
  if (!read) throw expected('auth.session_ended')
  const next = nextRefresh(deps.keys.refresh, token)
  const outcome = await deps.db.tenant(read.tenantId, (tx) => advance(tx, read, refreshHash(next), client))
  if (outcome === 'reuse') deps.ended(read.familyId)
  if (outcome === 'shut_out') throw expected('auth.removed')
  if (typeof outcome === 'string') throw expected('auth.session_ended')
  return issue(deps, outcome, { familyId: read.familyId, client, refreshToken: next, device })
}

async function advance(
  tx: TenantTx,
  token: ReadToken,
  next: Buffer,
  client: Client,
): Promise<MemberRow | 'reuse' | 'unknown' | 'shut_out'> {
  const family = await lockFamily(tx, token.familyId)
  // Only to whom a token of ours was given, which its seal proves: nobody else learns who left a company.
  if (!family && token.sealed && (await isShutOut(tx, token.familyId))) return 'shut_out'
  // A browser's cookie is no desktop token: what was stolen from the one does not open by the door of the other.
  if (!family || family.client !== client) return 'unknown'
  const verdict = judge(family, token, tx.now)
  if (verdict === 'unknown') return verdict
  if (verdict === 'reuse') {
    await revokeFamily(tx, family.id, 'reuse')
    await audit(tx, family.memberId, 'session.reuse_detected', family.id)
    return verdict
  }
  const expiresAt = new Date(tx.now.getTime() + SESSION_MS)
  if (verdict === 'rotate') await rotateFamily(tx, family.id, { used: token.hash, next }, expiresAt)
  else await repeatFamily(tx, family.id, next)
  return (await memberById(tx, family.memberId)) ?? 'unknown'
}

/** Ends the session of this token, if there is one; never fails for a bad token. */
export async function signOut(deps: Deps, token: string): Promise<void> {
  const read = readRefresh(deps.keys.refresh, token)
  if (!read) return
  const ended = await deps.db.tenant(read.tenantId, async (tx) => {
    const family = await lockFamily(tx, read.familyId)
    if (!family || judge(family, read, tx.now) === 'unknown') return false
    await revokeFamily(tx, family.id, 'signed_out')
    await audit(tx, family.memberId, 'session.closed', family.id)
    return true
  })
  if (ended) deps.ended(read.familyId)
}
