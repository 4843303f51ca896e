import type { Role } from '@plantao/shared/accounts'
import { INVITES_A_DAY, type Invite, MOST_OWNERS } from '@plantao/shared/team'
import { MAILS_APART_MS, queueMail } from '../mail/index.ts'
import { audit } from '../platform/audit.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import type { Caller } from '../platform/http/bind.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { uuidv7 } from '../platform/uuid.ts'
import {
  type InviteRow,
  insertInvite,
  inviteByHash,
  inviteById,
  invitesSince,
  listInvites,
  placesTaken,
  putInviteToken,
  revokeInvites,
  useInvite,
} from './invite.repo.ts'
import { linkHash, newLinkToken } from './mailed-link.ts'
import { insertMember, memberByEmail, memberById } from './member.repo.ts'
import { hashPassword, SHORTEST_PASSWORD } from './passwords.ts'
import { lockTeam, readTenant } from './tenant.repo.ts'

/** Days an invitation is good for. */
export const INVITE_DAYS = 7
const DAY_MS = 24 * 3_600_000

/** How many attendants the tenant's plan has room for. */
export type AttendantsLimit = (tx: TenantTx) => Promise<number>

type Deps = { db: Database; attendantsLimit: AttendantsLimit }

/**
 * Invites by mail; an open invitation to the same e-mail is replaced. Throws `team.already_member`,
 * `team.attendants_quota`, `team.owners_quota`, `team.invites_a_day`, `team.invited_just_now`. Says nothing about e-mails of other tenants: who accepts is told.
 */
export async function invite(
  { db, attendantsLimit }: Deps,
  caller: Caller,
  given: { email: string; name: string; role: Role },
): Promise<Invite> {
  await refuseMember(db, caller, given.email)
  return db.tenant(caller.tenantId, async (tx) => {
    await lockTeam(tx)
    return write(tx, attendantsLimit, caller, given)
  })
}

/**
 * The same invitation to another address: the one before ends. Throws `team.invite_not_found` and what `invite` throws;
 * then nothing has changed.
 */
export async function correctInvite(
  { db, attendantsLimit }: Deps,
  caller: Caller,
  id: string,
  email: string,
): Promise<Invite> {
  await refuseMember(db, caller, email)
  return db.tenant(caller.tenantId, async (tx) => {
    await lockTeam(tx)
    const wrong = await inviteById(tx, id)
    if (!wrong) throw expected('team.invite_not_found')
    await revokeInvites(tx, { id })
    return write(tx, attendantsLimit, caller, { email, name: wrong.name, role: wrong.role })
  })
}

async function refuseMember(db: Database, caller: Caller, email: string): Promise<void> {
  const known = await memberByEmail(db, email)
  if (known?.tenantId === caller.tenantId) throw expected('team.already_member')
}

async function write(
  tx: TenantTx,
  attendantsLimit: AttendantsLimit,
  caller: Caller,
  given: { email: string; name: string; role: Role },
): Promise<Invite> {
  await refuseTooMany(tx, given.email)
  await revokeInvites(tx, { email: given.email })
  await refuseWithoutPlace(tx, given.role, attendantsLimit)
  const inviter = await memberById(tx, caller.memberId)
  const tenant = await readTenant(tx)
  const id = uuidv7(tx.now.getTime())
  const language = inviter?.language ?? 'pt'
  const mailId = await queueMail(tx, {
    key: `invite:${id}`,
    template: 'invite',
    to: given.email,
    language,
    facts: { inviteId: id, name: given.name, company: tenant!.name, inviter: caller.name },
  })
  const expiresAt = new Date(tx.now.getTime() + INVITE_DAYS * DAY_MS)
  await insertInvite(tx, { ...given, id, language, mailId: mailId!, by: caller.memberId, expiresAt })
  await audit(tx, caller.memberId, 'invite.sent', id)
  return shown((await inviteById(tx, id))!, tx.now)
}

/** Throws `team.attendants_quota` or `team.owners_quota` unless one more of that role has a place. */
export async function refuseWithoutPlace(
  tx: TenantTx,
  role: Role,
  attendantsLimit: AttendantsLimit,
): Promise<void> {
  const limit = role === 'owner' ? MOST_OWNERS : await attendantsLimit(tx)
  const { members, invited } = await placesTaken(tx, role)
  if (members + invited < limit) return
  throw expected(role === 'owner' ? 'team.owners_quota' : 'team.attendants_quota', { limit })
}

/** Invitations are mails to people who did not ask for them. Throws `team.invites_a_day`, `team.invited_just_now`. */
async function refuseTooMany(tx: TenantTx, email: string): Promise<void> {
  const { today, lastTo } = await invitesSince(tx, email, new Date(tx.now.getTime() - DAY_MS))
  const wait = lastTo ? lastTo.getTime() + MAILS_APART_MS - tx.now.getTime() : 0
  if (wait > 0) throw expected('team.invited_just_now', { minutes: Math.ceil(wait / 60_000) })
  if (today >= INVITES_A_DAY) throw expected('team.invites_a_day', { limit: INVITES_A_DAY })
}

export function invitesOf(
  { db }: Pick<Deps, 'db'>,
  caller: Caller,
  page: { before: string | null; limit: number },
): Promise<Invite[]> {
  return db.tenant(caller.tenantId, async (tx) =>
    (await listInvites(tx, page.before, page.limit)).map((row) => shown(row, tx.now)),
  )
}

/** Takes an invitation back. Throws `team.invite_not_found`. */
export async function revokeInvite({ db }: Pick<Deps, 'db'>, caller: Caller, id: string): Promise<void> {
  await db.tenant(caller.tenantId, async (tx) => {
    if ((await revokeInvites(tx, { id })) === 0) throw expected('team.invite_not_found')
    await audit(tx, caller.memberId, 'invite.revoked', id)
  })
}

/** The link's token, made while its mail is sent; null when the invitation has no use any more. */
export async function freshInviteToken(
  db: Database,
  tenantId: string,
  inviteId: string,
): Promise<{ token: string; days: number } | null> {
  const { token, hash } = newLinkToken()
  const put = await db.tenant(tenantId, (tx) => putInviteToken(tx, inviteId, hash))
  return put ? { token, days: INVITE_DAYS } : null
}

/**
 * Joins the team by the link. Throws `auth.link_invalid`, `account.password_too_weak`, `team.email_taken`.
 * @returns the e-mail to sign in with
 */
export async function acceptInvite(
  { db }: Pick<Deps, 'db'>,
  { token, password }: { token: string; password: string },
): Promise<{ email: string }> {
  const hash = linkHash(token)
  const found = await inviteByHash(db, hash)
  if (!found) throw expected('auth.link_invalid')
  if (password.length < SHORTEST_PASSWORD) throw expected('account.password_too_weak')
  const passwordHash = await hashPassword(password)
  try {
    return await db.tenant(found.tenantId, async (tx) => {
      const accepted = await useInvite(tx, found.inviteId, hash)
      if (!accepted) throw expected('auth.link_invalid')
      const id = uuidv7(tx.now.getTime())
      await insertMember(tx, { ...accepted, id, passwordHash, mustChangePassword: false })
      await audit(tx, id, 'invite.accepted', found.inviteId)
      return { email: accepted.email }
    })
  } catch (error) {
    const broken = error as { code?: string; constraint?: string }
    if (broken.code === '23505' && broken.constraint === 'member_email') throw expected('team.email_taken')
    throw error
  }
}

function shown({ mailStatus, createdAt, expiresAt, ...row }: InviteRow, now: Date): Invite {
  const mail = mailStatus === 'sent' || mailStatus === 'failed' ? mailStatus : 'queued'
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    expired: expiresAt <= now,
    mail,
  }
}
