import type { Role } from '@plantao/shared/accounts'
import type { TenantTx } from '../platform/tenant-tx.ts'

export type Client = 'browser' | 'desktop'

export type FamilyRow = {
  id: string
  memberId: string
  client: Client
  currentHash: Buffer
  previousHash: Buffer | null
  rotatedAt: Date
  /** How often the current token was given anew. */
  reissues: number
}

/** Alive: neither ended nor expired, and its member still of the company. */
const ALIVE = 'f.revoked_at is null and f.expires_at > $3 and m.removed_at is null'
const JOINED = 'refresh_family f join member m on m.tenant_id = f.tenant_id and m.id = f.member_id'

export async function insertFamily(
  tx: TenantTx,
  family: { id: string; memberId: string; client: Client; hash: Buffer; expiresAt: Date },
): Promise<void> {
  await tx.query(
    `insert into refresh_family (tenant_id, id, member_id, client, current_hash, rotated_at, created_at, last_used_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $6, $6, $7)`,
    [tx.tenantId, family.id, family.memberId, family.client, family.hash, tx.now, family.expiresAt],
  )
}

/** A living family, locked: two tabs that refresh at once take turns. */
export async function lockFamily(tx: TenantTx, id: string): Promise<FamilyRow | null> {
  const [row] = await tx.lock<FamilyRow>(
    `refresh_family:${id}`,
    `select f.id, f.member_id as "memberId", f.client, f.current_hash as "currentHash",
       f.previous_hash as "previousHash", f.rotated_at as "rotatedAt", f.reissues
     from ${JOINED} where f.tenant_id = $1 and f.id = $2 and ${ALIVE}`,
    [tx.tenantId, id, tx.now],
    { of: 'f' },
  )
  return row ?? null
}

/**
 * Whether whoever had this session has nothing to do with the company any more: they were removed, or it was deleted. An ended
 * or forgotten session of somebody who still belongs to it is none of that.
 */
export async function isShutOut(tx: TenantTx, id: string): Promise<boolean> {
  const [row] = await tx.query<{ out: boolean }>(
    `select exists (select from tenant_deletion where tenant_id = $1) or exists (
       select from refresh_family f join member m on m.tenant_id = f.tenant_id and m.id = f.member_id
       where f.tenant_id = $1 and f.id = $2 and m.removed_at is not null) as out`,
    [tx.tenantId, id],
  )
  return row?.out ?? false
}

/** The used token is the previous one, and has a new successor. */
export async function rotateFamily(
  tx: TenantTx,
  id: string,
  hashes: { used: Buffer; next: Buffer },
  { reissues, expiresAt }: { reissues: number; expiresAt: Date },
): Promise<void> {
  await tx.query(
    `update refresh_family set previous_hash = $3, current_hash = $4, rotated_at = $5, last_used_at = $5, expires_at = $6,
       reissues = $7
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, hashes.used, hashes.next, tx.now, expiresAt, reissues],
  )
}

/** The previous token again: its successor stands, and the minute runs on from its first use. */
export async function repeatFamily(tx: TenantTx, id: string, next: Buffer): Promise<void> {
  await tx.query(
    'update refresh_family set current_hash = $3, last_used_at = $4 where tenant_id = $1 and id = $2',
    [tx.tenantId, id, next, tx.now],
  )
}

/** Ends a family. Answers the member it belonged to, or null when there was none alive. */
export async function revokeFamily(tx: TenantTx, id: string, reason: string): Promise<string | null> {
  const [row] = await tx.query<{ member_id: string }>(
    `update refresh_family set revoked_at = $3, revoked_reason = $4
     where tenant_id = $1 and id = $2 and revoked_at is null returning member_id`,
    [tx.tenantId, id, tx.now, reason],
  )
  return row?.member_id ?? null
}

/** Ends every session of a member but one. Answers the families ended. */
export async function revokeOthers(
  tx: TenantTx,
  memberId: string,
  keep: string | null,
  reason: string,
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `update refresh_family set revoked_at = $4, revoked_reason = $5
     where tenant_id = $1 and member_id = $2 and id is distinct from $3::uuid and revoked_at is null returning id`,
    [tx.tenantId, memberId, keep, tx.now, reason],
  )
  return rows.map((row) => row.id)
}

/** Whose family it is, alive or not; null when there is none of that id. */
export async function familyOwner(tx: TenantTx, id: string): Promise<string | null> {
  const [row] = await tx.query<{ member_id: string }>(
    'select member_id from refresh_family where tenant_id = $1 and id = $2',
    [tx.tenantId, id],
  )
  return row?.member_id ?? null
}

export type SessionRow = { id: string; client: Client; createdAt: Date; lastUsedAt: Date }

/** A member's living sessions, newest first, older than `before` (a family's id: they grow with time). */
export function listFamilies(
  tx: TenantTx,
  memberId: string,
  before: string | null,
  limit: number,
): Promise<SessionRow[]> {
  return tx.query<SessionRow>(
    `select f.id, f.client, f.created_at as "createdAt", f.last_used_at as "lastUsedAt"
     from ${JOINED} where f.tenant_id = $1 and f.member_id = $2 and ${ALIVE} and ($4::uuid is null or f.id < $4)
     order by f.id desc limit $5`,
    [tx.tenantId, memberId, tx.now, before, limit],
  )
}

export type LiveMember = { name: string; role: Role; mustChangePassword: boolean }

/** The member behind a living family, or null. */
export async function liveMember(
  tx: TenantTx,
  familyId: string,
  memberId: string,
): Promise<LiveMember | null> {
  const [row] = await tx.query<LiveMember>(
    `select m.name, m.role, m.must_change_password as "mustChangePassword"
     from ${JOINED} where f.tenant_id = $1 and f.id = $2 and ${ALIVE} and f.member_id = $4`,
    [tx.tenantId, familyId, tx.now, memberId],
  )
  return row ?? null
}

/** Ends every session of the tenant. Answers the families ended. */
export async function revokeAll(tx: TenantTx, reason: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `update refresh_family set revoked_at = $2, revoked_reason = $3 where tenant_id = $1 and revoked_at is null returning id`,
    [tx.tenantId, tx.now, reason],
  )
  return rows.map((row) => row.id)
}
