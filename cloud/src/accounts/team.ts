import type { Role } from '@plantao/shared/accounts'
import type { TeamMember } from '@plantao/shared/team'
import { audit } from '../platform/audit.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import type { Caller } from '../platform/http/bind.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { type AttendantsLimit, refuseWithoutPlace } from './invite.ts'
import { putProfile } from './member.repo.ts'
import { voidInvitesBy, voidLinks } from './open-links.repo.ts'
import { listFamilies, revokeOthers, type SessionRow } from './refresh-family.repo.ts'
import {
  type AuditRow,
  countOwners,
  listAudit,
  listTeam,
  markRemoved,
  putRole,
  type TeamRow,
  teamMember,
} from './team.repo.ts'
import { lockTeam } from './tenant.repo.ts'

type Deps = {
  db: Database
  attendantsLimit: AttendantsLimit
  ended: (familyId: string) => void
  /** What is known of a session is asked anew: its member's role changed. */
  forget: (familyId: string) => void
}
type Page = { before: string | null; limit: number }

export function teamOf({ db }: Pick<Deps, 'db'>, caller: Caller, page: Page): Promise<TeamMember[]> {
  return db.tenant(caller.tenantId, async (tx) =>
    (await listTeam(tx, page.before, page.limit)).map((row) => shown(row, caller)),
  )
}

/** Throws `team.member_not_found`, `team.last_owner`, `team.attendants_quota`, `team.owners_quota`. */
export async function changeRole(
  { db, attendantsLimit, forget }: Deps,
  caller: Caller,
  id: string,
  role: Role,
): Promise<TeamMember> {
  const { member, families } = await db.tenant(caller.tenantId, async (tx) => {
    await lockTeam(tx)
    const known = await found(tx, id)
    if (known.role === role) return { member: known, families: [] }
    if (known.role === 'owner') await refuseLastOwner(tx)
    await refuseWithoutPlace(tx, role, attendantsLimit)
    await putRole(tx, id, role)
    if (role === 'attendant') await voidInvitesBy(tx, id)
    await audit(tx, caller.memberId, `member.role_${role}`, id)
    const sessions = await listFamilies(tx, id, null, 100)
    return { member: { ...known, role }, families: sessions.map((one) => one.id) }
  })
  for (const family of families) forget(family)
  return shown(member, caller)
}

/** Throws `team.member_not_found`, `team.last_owner`. Every session of that person ends. */
export async function removeMember({ db, ended }: Deps, caller: Caller, id: string): Promise<void> {
  const families = await db.tenant(caller.tenantId, async (tx) => {
    await lockTeam(tx)
    const known = await found(tx, id)
    if (known.role === 'owner') await refuseLastOwner(tx)
    const open = await revokeOthers(tx, id, null, 'member_removed')
    await markRemoved(tx, id)
    await voidLinks(tx, id)
    await audit(tx, caller.memberId, 'member.removed', id)
    return open
  })
  for (const family of families) ended(family)
}

/** A member's living sessions, newest first. Throws `team.member_not_found`. */
export function sessionsOfMember(
  { db }: Pick<Deps, 'db'>,
  caller: Caller,
  id: string,
  page: Page,
): Promise<SessionRow[]> {
  return db.tenant(caller.tenantId, async (tx) => {
    await found(tx, id)
    return listFamilies(tx, id, page.before, page.limit)
  })
}

/** Ends them all, but the caller's own present one. Throws `team.member_not_found`. */
export async function endSessionsOf({ db, ended }: Deps, caller: Caller, id: string): Promise<void> {
  const families = await db.tenant(caller.tenantId, async (tx) => {
    await found(tx, id)
    const open = await revokeOthers(tx, id, caller.familyId, 'revoked')
    if (open.length > 0) await audit(tx, caller.memberId, 'member.sessions_revoked', id)
    return open
  })
  for (const family of families) ended(family)
}

/** Name, telephone and language of the caller. */
export async function changeProfile(
  { db }: Pick<Deps, 'db'>,
  caller: Caller,
  given: { name: string; phone: string; language: 'pt' | 'en' },
): Promise<void> {
  await db.tenant(caller.tenantId, async (tx) => {
    await putProfile(tx, caller.memberId, given)
    await audit(tx, caller.memberId, 'profile.changed')
  })
}

export function auditOf({ db }: Pick<Deps, 'db'>, caller: Caller, page: Page): Promise<AuditRow[]> {
  return db.tenant(caller.tenantId, (tx) => listAudit(tx, page.before, page.limit))
}

async function found(tx: TenantTx, id: string): Promise<TeamRow> {
  const row = await teamMember(tx, id)
  if (!row) throw expected('team.member_not_found')
  return row
}

async function refuseLastOwner(tx: TenantTx): Promise<void> {
  if ((await countOwners(tx)) <= 1) throw expected('team.last_owner')
}

function shown({ createdAt, lastSeenAt, ...row }: TeamRow, caller: Caller): TeamMember {
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    me: row.id === caller.memberId,
  }
}
