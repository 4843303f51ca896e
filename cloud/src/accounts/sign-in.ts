import type { Member, SignedIn } from '@plantao/shared/accounts'
import { audit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import { networkOf } from '../platform/http/network-of.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { ACCESS_SECONDS, signAccess } from './access-token.ts'
import type { Attempts } from './attempts.ts'
import type { Keys } from './keys.ts'
import { deviceOf, withPerson } from './known-device.ts'
import { type MemberRow, memberByEmail } from './member.repo.ts'
import { passwordMatches } from './passwords.ts'
import { type Client, insertFamily } from './refresh-family.repo.ts'
import { firstRefresh, refreshHash } from './refresh-token.ts'

/** A session that nobody refreshes for this long ends by itself: 30 days, as long as a console keeps its cache. */
export const SESSION_MS = 30 * 24 * 3_600_000

/**
 * Tries before waiting begins. On a device where this e-mail signed in before they are counted for that device alone: what
 * strangers try elsewhere never keeps its owner out. Strangers are counted by address (of IPv6 its /64), by e-mail and address, and
 * by e-mail, so that many addresses together guess no faster than one. In this order: who is refused by the first counts
 * towards none of the others.
 */
const FREE = { device: 5, address: 50, pair: 5, email: 20 }

export type Issued = { answer: SignedIn; refreshToken: string }

type Deps = { db: Database; clock: Clock; keys: Keys; attempts: Attempts }

export type Credentials = {
  email: string
  password: string
  client: Client
  address: string
  /** What the device keeps from earlier sign-ins. */
  device?: string | undefined
}

/**
 * E-mail and password for a session. Throws `auth.wrong_credentials`, the same in words and in time whether the
 * e-mail is known or not, `request.too_many` after five failures within fifteen minutes, and `auth.password_expired` for
 * the right but outdated temporary password.
 */
export async function signIn(deps: Deps, given: Credentials): Promise<Issued> {
  const counts = countsOf(deps.keys, given)
  for (const [kind, key] of counts) {
    const seconds = await deps.attempts.begin(key, FREE[kind])
    if (seconds > 0) throw expected('request.too_many', { seconds })
  }
  const member = await memberByEmail(deps.db, given.email)
  const right = await passwordMatches(member?.passwordHash ?? null, given.password)
  if (!member || !right) throw expected('auth.wrong_credentials')
  if (member.passwordExpiresAt && member.passwordExpiresAt <= deps.clock.now())
    throw expected('auth.password_expired')
  for (const [kind, key] of counts) {
    // Only what is the account's own: what others tried, at this address or for this e-mail, stands.
    if (kind === 'device' || kind === 'pair') await deps.attempts.succeeded(key)
    else await deps.attempts.giveBack(key)
  }
  return openSession(deps, member, given)
}

/** By what a try is counted, and under which name. */
function countsOf(keys: Keys, { email, address, device }: Credentials): [keyof typeof FREE, string][] {
  const known = deviceOf(keys.device, email, device)
  if (known) return [['device', `device|${known}`]]
  const network = networkOf(address)
  return [
    ['address', `address|${network}`],
    ['pair', `${email}|${network}`],
    ['email', `email|${email}`],
  ]
}

async function openSession(
  { db, clock, keys }: Deps,
  member: MemberRow,
  { client, device }: Pick<Credentials, 'client' | 'device'>,
): Promise<Issued> {
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
  return issue({ clock, keys }, member, { familyId, client, refreshToken, device })
}

type Session = { familyId: string; client: Client; refreshToken: string; device: string | undefined }

/** The answer to a sign-in or a refresh. Only the desktop finds the refresh token in it, and what it shall keep. */
export async function issue(
  { clock, keys }: Pick<Deps, 'clock' | 'keys'>,
  row: MemberRow,
  { familyId, client, refreshToken, device }: Session,
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
      ...(client === 'desktop' ? { refreshToken, device: withPerson(keys.device, email, device) } : {}),
    },
  }
}
