import { audit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
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

/** Milliseconds in which the previous token gets the same successor: two tabs, a reply lost on the way. */
export const REPEAT_MS = 60_000

type Deps = { db: Database; clock: Clock; keys: Keys; ended: (familyId: string) => void }

export type Verdict = 'rotate' | 'repeat' | 'reissue' | 'reuse' | 'unknown'

/** What a presented token is to its family. Pure. */
export function judge(family: FamilyRow, token: ReadToken, now: Date): Verdict {
  if (token.hash.equals(family.currentHash)) return 'rotate'
  const isPrevious = family.previousHash !== null && token.hash.equals(family.previousHash)
  // Once the successor was used, the family's previous token is that successor: an older one comes out below.
  if (isPrevious) return now.getTime() - family.rotatedAt.getTime() <= REPEAT_MS ? 'repeat' : 'reissue'
  return token.sealed ? 'reuse' : 'unknown'
}

/**
 * A new access token, and the next refresh token. Throws `auth.session_ended`; a token that was used up before ends
 * its whole family, because one of its two holders is not the member. One whose successor nobody used is no such token:
 * the answer was lost, and the machine may have slept since; it gets another successor, and the first one is used up.
 * Throws `auth.removed` for a token of ours whose member was removed, or whose company is being deleted or gone: whoever
 * holds it has no right any more to what it fetched.
 */
export async function refresh(
  deps: Deps,
  token: string,
  { client, device }: { client: Client; device?: string | undefined },
): Promise<Issued> {
  const read = readRefresh(deps.keys.refresh, token)
  if (!read) throw expected('auth.session_ended')
  const nextOf = (reissue: number) => nextRefresh(deps.keys.refresh, token, reissue)
  const outcome = await deps.db.tenant(read.tenantId, (tx) => advance(tx, read, nextOf, client))
  if (outcome === 'reuse') deps.ended(read.familyId)
  if (outcome === 'shut_out') throw expected('auth.removed')
  if (typeof outcome === 'string') throw expected('auth.session_ended')
  const { member, next } = outcome
  return issue(deps, member, { familyId: read.familyId, client, refreshToken: next, device })
}

async function advance(
  tx: TenantTx,
  token: ReadToken,
  nextOf: (reissue: number) => string,
  client: Client,
): Promise<{ member: MemberRow; next: string } | 'reuse' | 'unknown' | 'shut_out'> {
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
  const reissues = { rotate: 0, repeat: family.reissues, reissue: family.reissues + 1 }[verdict]
  const next = nextOf(reissues)
  const hashes = { used: token.hash, next: refreshHash(next) }
  if (verdict === 'repeat') await repeatFamily(tx, family.id, hashes.next)
  else await rotateFamily(tx, family.id, hashes, { reissues, expiresAt })
  const member = await memberById(tx, family.memberId)
  return member ? { member, next } : 'unknown'
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
