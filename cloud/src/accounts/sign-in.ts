import type { Member, SignedIn } from '@plantao/shared/accounts'
import { audit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { ACCESS_SECONDS, signAccess } from './access-token.ts'
import type { Attempts } from './attempts.ts'
import type { Keys } from './keys.ts'
import { type MemberRow, memberByEmail } from './member.repo.ts'
import { passwordMatches } from './passwords.ts'
import { type Client, insertFamily } from './refresh-family.repo.ts'
import { firstRefresh, refreshHash } from './refresh-token.ts'

/** A session that nobody refreshes for this long ends by itself: 30 days, as long as a console keeps its cache. */
export const SESSION_MS = 30 * 24 * 3_600_000

/** Tries before waiting begins: for one e-mail from one address, for the e-mail, and for the address. */
const FREE = { pair: 5, email: 20, address: 50 }

export type Issued = { answer: SignedIn; refreshToken: string }

type Deps = { db: Database; clock: Clock; keys: Keys; attempts: Attempts }

/**
 * E-mail and password for a session. Throws `auth.wrong_credentials`, the same in words and in time whether the
 * e-mail is known or not, `request.too_many` after five failures within fifteen minutes, and `auth.password_expired` for
 * the right but outdated temporary password.
 */
export async function signIn(
  deps: Deps,
  given: { email: string; password: string; client: Client; address: string },
): Promise<Issued> {
  const keys = {
    pair: `${given.email}|${given.address}`,
    email: `email|${given.email}`,
    address: `address|${given.address}`,
  }
  for (const kind of ['pair', 'email', 'address'] as const) {
    const seconds = await deps.attempts.begin(keys[kind], FREE[kind])
    if (seconds > 0) throw expected('request.too_many', { seconds })
  }
  const member = await memberByEmail(deps.db, given.email)
  const right = await passwordMatches(member?.passwordHash ?? null, given.password)
  if (!member || !right) throw expected('auth.wrong_credentials')
  if (member.passwordExpiresAt && member.passwordExpiresAt <= deps.clock.now())
    throw expected('auth.password_expired')
  // Only what is the account's own: an attacker who has one too must not wipe out the address's count with it.
  await deps.attempts.succeeded(keys.pair)
  await deps.attempts.succeeded(keys.email)
  await deps.attempts.giveBack(keys.address)
  return openSession(deps, member, given.client)
}

async function openSession({ db, clock, keys }: Deps, member: MemberRow, client: Client): Promise<Issued> {
  const familyId = uuidv7(clock.now().getTime())
  const refreshToken = firstRefresh(keys.refresh, member.tenantId, familyId)
  await db.tenant(member.tenantId, async (tx) => {
    await insertFamily(tx, {
      id: familyId,
      memberId: member.id,
      client,
      hash: refreshHash(refreshToken),
      expiresAt: new Date(tx.now.getTime() + SESSION_MS),
    })
    await audit(tx, member.id, 'session.opened', familyId)
  })
  return issue({ clock, keys }, member, familyId, client, refreshToken)
}

/** The answer to a sign-in or a refresh. Only the desktop finds the refresh token in it. */
export async function issue(
  { clock, keys }: Pick<Deps, 'clock' | 'keys'>,
  row: MemberRow,
  familyId: string,
  client: Client,
  refreshToken: string,
): Promise<Issued> {
  const { id, tenantId, name, email, role, mustChangePassword } = row
  const member: Member = { id, tenantId, name, email, role }
  const claims = { sub: member.id, tenant: member.tenantId, family: familyId, role: member.role }
  return {
    refreshToken,
    answer: {
      accessToken: await signAccess(keys.access, claims, clock.now()),
      expiresIn: ACCESS_SECONDS,
      mustChangePassword,
      member,
      ...(client === 'desktop' ? { refreshToken } : {}),
    },
  }
}
