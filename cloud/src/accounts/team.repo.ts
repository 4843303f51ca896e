import type { Role } from '@plantao/shared/accounts'
import type { TenantTx } from '../platform/tenant-tx.ts'

export type TeamRow = {
  id: string
  name: string
  email: string
  role: Role
  createdAt: Date
  lastSeenAt: Date | null
}

/** Everyone of the team, longest here first; `after` is the id of the last one seen, or null. */
export function listTeam(tx: TenantTx, after: string | null, limit: number): Promise<TeamRow[]> {
  return tx.query<TeamRow>(`${SELECT} and ($2::uuid is null or m.id > $2) order by m.id limit $3`, [
    tx.tenantId,
    after,
    limit,
  ])
}

export async function teamMember(tx: TenantTx, id: string): Promise<TeamRow | null> {
  const [row] = await tx.query<TeamRow>(`${SELECT} and m.id = $2`, [tx.tenantId, id])
  return row ?? null
}

const SELECT = `select m.id, m.name, m.email, m.role, m.created_at as "createdAt",
    (select max(f.last_used_at) from refresh_family f where f.tenant_id = m.tenant_id and f.member_id = m.id) as "lastSeenAt"
  from member m where m.tenant_id = $1 and m.removed_at is null`

/** Owners who were not removed. Ask under `lockTeam`, or two of them demote each other at once. */
export async function countOwners(tx: TenantTx): Promise<number> {
  const [row] = await tx.query<{ owners: number }>(
    `select count(*)::int as owners from member where tenant_id = $1 and role = 'owner' and removed_at is null`,
    [tx.tenantId],
  )
  return row!.owners
}

export async function putRole(tx: TenantTx, id: string, role: Role): Promise<void> {
  await tx.query('update member set role = $3 where tenant_id = $1 and id = $2', [tx.tenantId, id, role])
}

/** Removed people stay as authors of what they wrote; their e-mail is free again. */
export async function markRemoved(tx: TenantTx, id: string): Promise<void> {
  await tx.query(
    'update member set removed_at = $3 where tenant_id = $1 and id = $2 and removed_at is null',
    [tx.tenantId, id, tx.now],
  )
}

export type AuditRow = {
  id: string
  at: Date
  act: string
  subject: string | null
  memberId: string | null
  memberName: string | null
}

/** The audit log, newest first, older than `before` (an id: they grow with time). */
export function listAudit(tx: TenantTx, before: string | null, limit: number): Promise<AuditRow[]> {
  return tx.query<AuditRow>(
    `select a.id, a.at, a.act, a.subject, a.member_id as "memberId", m.name as "memberName"
     from audit_log a left join member m on m.tenant_id = a.tenant_id and m.id = a.member_id
     where a.tenant_id = $1 and ($2::uuid is null or a.id < $2) order by a.id desc limit $3`,
    [tx.tenantId, before, limit],
  )
}
