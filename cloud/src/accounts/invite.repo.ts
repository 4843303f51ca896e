import type { Language, Role } from '@plantao/shared/accounts'
import { REFUSED } from '../mail/index.ts'
import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'

export type InviteRow = {
  id: string
  email: string
  name: string
  role: Role
  createdAt: Date
  expiresAt: Date
  mailStatus: string
  refused: boolean
}

const COLUMNS = `i.id, i.email, i.name, i.role, i.created_at as "createdAt", i.expires_at as "expiresAt", m.status as "mailStatus",
  coalesce(m.failure, '') like '${REFUSED}%' as refused`
const OPEN = 'i.accepted_at is null and i.revoked_at is null'

export async function inviteByHash(
  db: Database,
  hash: Buffer,
): Promise<{ tenantId: string; inviteId: string } | null> {
  const [row] = await db.lookup<{ tenantId: string; inviteId: string }>(
    'select tenant_id as "tenantId", invite_id as "inviteId" from tenant_of_invite($1)',
    [hash],
  )
  return row ?? null
}

export async function insertInvite(
  tx: TenantTx,
  invite: {
    id: string
    email: string
    name: string
    role: Role
    language: Language
    mailId: string
    by: string
    expiresAt: Date
  },
): Promise<void> {
  await tx.query(
    `insert into invite (tenant_id, id, email, name, role, language, mail_id, invited_by, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.tenantId,
      invite.id,
      invite.email,
      invite.name,
      invite.role,
      invite.language,
      invite.mailId,
      invite.by,
      tx.now,
      invite.expiresAt,
    ],
  )
}

/** Open invitations, newest first, older than `before` (an id: they grow with time). */
export function listInvites(tx: TenantTx, before: string | null, limit: number): Promise<InviteRow[]> {
  return tx.query<InviteRow>(
    `select ${COLUMNS} from invite i join mail m on m.tenant_id = i.tenant_id and m.id = i.mail_id
     where i.tenant_id = $1 and ${OPEN} and ($2::uuid is null or i.id < $2) order by i.id desc limit $3`,
    [tx.tenantId, before, limit],
  )
}

export async function inviteById(tx: TenantTx, id: string): Promise<InviteRow | null> {
  const [row] = await tx.query<InviteRow>(
    `select ${COLUMNS} from invite i join mail m on m.tenant_id = i.tenant_id and m.id = i.mail_id
     where i.tenant_id = $1 and i.id = $2 and ${OPEN}`,
    [tx.tenantId, id],
  )
  return row ?? null
}

/** Takes open invitations back: the one of that id, or of that e-mail. Answers how many there were. */
export async function revokeInvites(
  tx: TenantTx,
  which: { id: string } | { email: string },
): Promise<number> {
  const [column, value] = 'id' in which ? ['id', which.id] : ['email', which.email]
  const rows = await tx.query(
    `update invite i set revoked_at = $3, token_hash = null
     where i.tenant_id = $1 and i.${column} = $2 and ${OPEN} returning i.id`,
    [tx.tenantId, value, tx.now],
  )
  return rows.length
}

/** Gives the invitation's link a new token; false when it has no use any more. */
export async function putInviteToken(tx: TenantTx, id: string, hash: Buffer): Promise<boolean> {
  const rows = await tx.query(
    `update invite i set token_hash = $3 where i.tenant_id = $1 and i.id = $2 and ${OPEN} and i.expires_at > $4 returning i.id`,
    [tx.tenantId, id, hash, tx.now],
  )
  return rows.length > 0
}

/** Uses the invitation up; null when it is worth nothing. */
export async function useInvite(
  tx: TenantTx,
  id: string,
  hash: Buffer,
): Promise<{ email: string; name: string; role: Role; language: Language } | null> {
  const [row] = await tx.query<{ email: string; name: string; role: Role; language: Language }>(
    `update invite i set accepted_at = $4 where i.tenant_id = $1 and i.id = $2 and i.token_hash = $3 and ${OPEN} and i.expires_at > $4
     returning i.email, i.name, i.role, i.language`,
    [tx.tenantId, id, hash, tx.now],
  )
  return row ?? null
}

/** Places taken: people with the role, and open invitations to it that have not expired. */
export async function placesTaken(tx: TenantTx, role: Role): Promise<{ members: number; invited: number }> {
  const [row] = await tx.query<{ members: number; invited: number }>(
    `select (select count(*) from member m where m.tenant_id = $1 and m.role = $3 and m.removed_at is null)::int as members,
            (select count(*) from invite i where i.tenant_id = $1 and i.role = $3 and ${OPEN} and i.expires_at > $2)::int as invited`,
    [tx.tenantId, tx.now, role],
  )
  return row!
}

/** Invitations written since an instant, whatever became of them, and the last one to `email` whose mail did not fail. */
export async function invitesSince(
  tx: TenantTx,
  email: string,
  since: Date,
): Promise<{ today: number; lastTo: Date | null }> {
  const [row] = await tx.query<{ today: number; lastTo: Date | null }>(
    `select count(*)::int as today, max(i.created_at) filter (where i.email = $3 and m.status <> 'failed') as "lastTo"
     from invite i join mail m on m.tenant_id = i.tenant_id and m.id = i.mail_id
     where i.tenant_id = $1 and i.created_at > $2`,
    [tx.tenantId, since, email],
  )
  return row!
}
