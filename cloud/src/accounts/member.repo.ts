import type { Language, Member, Role } from '@plantao/shared/accounts'
import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { voidLinks } from './open-links.repo.ts'

export type MemberRow = Member & {
  passwordHash: string
  mustChangePassword: boolean
  /** When a temporary password stops opening the door; null for one a person chose. */
  passwordExpiresAt: Date | null
  phone: string | null
  language: Language
}

const COLUMNS = `m.id, m.tenant_id as "tenantId", m.name, m.email, m.role, m.password_hash as "passwordHash",
  m.must_change_password as "mustChangePassword", m.password_expires_at as "passwordExpiresAt", m.phone, m.language`

/** A tenant that nobody has: an unknown e-mail costs the same statements as a known one. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** The member who signs in with this e-mail, whatever the tenant, or null. */
export async function memberByEmail(db: Database, email: string): Promise<MemberRow | null> {
  const [found] = await db.lookup<{ tenant_id: string; member_id: string }>(
    'select tenant_id, member_id from tenant_of_member($1)',
    [email],
  )
  return db.tenant(found?.tenant_id ?? NOBODY, (tx) => memberById(tx, found?.member_id ?? NOBODY))
}

/** A member who was not removed, or null. */
export async function memberById(tx: TenantTx, id: string): Promise<MemberRow | null> {
  const [row] = await tx.query<MemberRow>(
    `select ${COLUMNS} from member m where m.tenant_id = $1 and m.id = $2 and m.removed_at is null`,
    [tx.tenantId, id],
  )
  return row ?? null
}

/** Owners who were not removed: whom mails about the subscription go to. */
export function ownersOf(tx: TenantTx): Promise<MemberRow[]> {
  return tx.query<MemberRow>(
    `select ${COLUMNS} from member m where m.tenant_id = $1 and m.role = 'owner' and m.removed_at is null order by m.id`,
    [tx.tenantId],
  )
}

/**
 * Puts a new password in the place of the one the caller has proved to know; false when that changed meanwhile. As with every new
 * password, the links that are open in the member's name end with it.
 */
export async function replacePassword(
  tx: TenantTx,
  id: string,
  hashes: { old: string; new: string },
): Promise<boolean> {
  const rows = await tx.query(
    `update member set password_hash = $4, must_change_password = false, password_expires_at = null
     where tenant_id = $1 and id = $2 and password_hash = $3 and removed_at is null returning id`,
    [tx.tenantId, id, hashes.old, hashes.new],
  )
  if (rows.length === 0) return false
  await voidLinks(tx, id)
  return true
}

/** A password a person chose by a mailed link. */
export async function setPassword(tx: TenantTx, id: string, hash: string): Promise<void> {
  await tx.query(
    `update member set password_hash = $3, must_change_password = false, password_expires_at = null
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, hash],
  )
  await voidLinks(tx, id)
}

/** A password to be mailed; false when the member chose one of their own meanwhile. */
export async function setTemporaryPassword(
  tx: TenantTx,
  id: string,
  hash: string,
  expiresAt: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `update member set password_hash = $3, password_expires_at = $4
     where tenant_id = $1 and id = $2 and must_change_password and removed_at is null returning id`,
    [tx.tenantId, id, hash, expiresAt],
  )
  if (rows.length === 0) return false
  await voidLinks(tx, id)
  return true
}

export async function putProfile(
  tx: TenantTx,
  id: string,
  { name, phone, language }: { name: string; phone: string; language: Language },
): Promise<void> {
  await tx.query('update member set name = $3, phone = $4, language = $5 where tenant_id = $1 and id = $2', [
    tx.tenantId,
    id,
    name,
    phone || null,
    language,
  ])
}

export type NewMember = {
  id: string
  email: string
  name: string
  role: Role
  passwordHash: string
  mustChangePassword: boolean
  phone?: string
  language?: Language
}

/** Adds a person; an e-mail that is taken anywhere is a unique violation. */
export async function insertMember(tx: TenantTx, member: NewMember): Promise<void> {
  await tx.query(
    `insert into member (tenant_id, id, email, name, role, password_hash, must_change_password, created_at, phone, language)
     values ($1, $2, lower($3), $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.tenantId,
      member.id,
      member.email,
      member.name,
      member.role,
      member.passwordHash,
      member.mustChangePassword,
      tx.now,
      member.phone ?? null,
      member.language ?? 'pt',
    ],
  )
}

/** Every member there was, locked, and whether they have chosen a password or signed in. */
export function lockTeamSignIns(
  tx: TenantTx,
): Promise<{ memberId: string; email: string; chose: boolean }[]> {
  return tx.lock<{ memberId: string; email: string; chose: boolean }>(
    ({ memberId }) => `member:${memberId}`,
    `select m.id as "memberId", m.email, not m.must_change_password or exists (
         select from refresh_family f where f.tenant_id = m.tenant_id and f.member_id = m.id) as chose
     from member m where m.tenant_id = $1`,
    [tx.tenantId],
    { of: 'm' },
  )
}

/** Fails with SQLSTATE 23505 where somebody else has the address. */
export async function setEmail(tx: TenantTx, id: string, email: string): Promise<void> {
  await tx.query('update member set email = $3 where tenant_id = $1 and id = $2', [tx.tenantId, id, email])
}
