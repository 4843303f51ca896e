import type { Me } from '@plantao/shared/accounts'
import { audit } from '../platform/audit.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import type { Caller } from '../platform/http/bind.ts'
import type { Attempts } from './attempts.ts'
import { memberById, replacePassword } from './member.repo.ts'
import { hashPassword, passwordMatches, SHORTEST_PASSWORD } from './passwords.ts'
import {
  familyOwner,
  listFamilies,
  revokeAll,
  revokeFamily,
  revokeOthers,
  type SessionRow,
} from './refresh-family.repo.ts'
import { readTenant } from './tenant.repo.ts'

type Deps = { db: Database; attempts: Attempts; ended: (familyId: string) => void }

/** Wrong present passwords before waiting begins. */
const FREE = 5

/** Who is signed in, and where. */
export function whoIs({ db }: Pick<Deps, 'db'>, caller: Caller): Promise<Me> {
  return db.tenant(caller.tenantId, async (tx) => {
    const row = await memberById(tx, caller.memberId)
    const tenant = await readTenant(tx)
    if (!row || !tenant) throw expected('auth.session_ended')
    const { id, tenantId, name, email, role, mustChangePassword, phone, language } = row
    const member = { id, tenantId, name, email, role }
    return { member, tenant, mustChangePassword, language, ...(phone ? { phone } : {}) }
  })
}

/** Throws `account.password_too_weak`, `auth.wrong_credentials`, `request.too_many`. Other sessions end. */
export async function changePassword(
  { db, attempts, ended }: Deps,
  caller: Caller,
  given: { currentPassword: string; newPassword: string },
): Promise<void> {
  const key = `password|${caller.memberId}`
  const seconds = await attempts.begin(key, FREE)
  if (seconds > 0) throw expected('request.too_many', { seconds })
  const member = await db.tenant(caller.tenantId, (tx) => memberById(tx, caller.memberId))
  if (!member || !(await passwordMatches(member.passwordHash, given.currentPassword))) {
    throw expected('auth.wrong_credentials')
  }
  await attempts.succeeded(key)
  if (given.newPassword.length < SHORTEST_PASSWORD || given.newPassword === given.currentPassword) {
    throw expected('account.password_too_weak')
  }
  const hashes = { old: member.passwordHash, new: await hashPassword(given.newPassword) }
  const others = await db.tenant(caller.tenantId, async (tx) => {
    if (!(await replacePassword(tx, caller.memberId, hashes))) throw expected('auth.wrong_credentials')
    await audit(tx, caller.memberId, 'password.changed')
    return revokeOthers(tx, caller.memberId, caller.familyId, 'password_changed')
  })
  for (const family of others) ended(family)
}

/** The caller's living sessions, newest first. */
export function sessionsOf(
  { db }: Pick<Deps, 'db'>,
  caller: Caller,
  page: { before: string | null; limit: number },
): Promise<SessionRow[]> {
  return db.tenant(caller.tenantId, (tx) => listFamilies(tx, caller.memberId, page.before, page.limit))
}

/** Ends one of the caller's own sessions; one that is not theirs is not found. Ending it twice is no fault. */
export async function endSession({ db, ended }: Deps, caller: Caller, id: string): Promise<void> {
  const revoked = await db.tenant(caller.tenantId, async (tx) => {
    if ((await familyOwner(tx, id)) !== caller.memberId) throw expected('route.not_found')
    const owner = await revokeFamily(tx, id, 'revoked')
    if (owner) await audit(tx, caller.memberId, 'session.revoked', id)
    return owner !== null
  })
  if (revoked) ended(id)
}

/** Asks for the password once more before something that cannot be undone. Throws `auth.wrong_credentials`, `request.too_many`. */
export async function confirmPassword(
  { db, attempts }: Pick<Deps, 'db' | 'attempts'>,
  caller: Caller,
  password: string,
): Promise<void> {
  const key = `password|${caller.memberId}`
  const seconds = await attempts.begin(key, FREE)
  if (seconds > 0) throw expected('request.too_many', { seconds })
  const member = await db.tenant(caller.tenantId, (tx) => memberById(tx, caller.memberId))
  if (!member || !(await passwordMatches(member.passwordHash, password))) {
    throw expected('auth.wrong_credentials')
  }
  await attempts.succeeded(key)
}

/** Ends every session of a tenant. */
export async function endAllSessions(
  { db, ended }: Pick<Deps, 'db' | 'ended'>,
  tenantId: string,
): Promise<void> {
  const families = await db.tenant(tenantId, (tx) => revokeAll(tx, 'tenant_deleted'))
  for (const family of families) ended(family)
}
