import type pg from 'pg'
import { signAccess } from '../../../cloud/src/accounts/access-token.ts'
import { keysFrom } from '../../../cloud/src/accounts/keys.ts'
import { JWT_SECRET } from '../web-process.ts'

/** A signed-in member of a filled company. */
export type Person = { tenantId: string; memberId: string; familyId: string }

/**
 * So many signed-in owners of one company, without passwords: a benchmark asks as many people, because each may ask only
 * so often a minute.
 */
export async function fillPeople(client: pg.Client, tenantId: string, count: number): Promise<Person[]> {
  await client.query(`select set_config('app.tenant_id', $1, false)`, [tenantId])
  const { rows } = await client.query<{ id: string }>(
    `insert into member (tenant_id, id, email, name, role, password_hash, must_change_password, created_at)
     select $1::uuid, gen_random_uuid(), 'p' || n || '-' || $1::text || '@bench.example', 'Pessoa ' || n, 'owner', 'x', false, now()
     from generate_series(1, $2::integer) n returning id`,
    [tenantId, count],
  )
  const families = await client.query<{ id: string; memberId: string }>(
    `insert into refresh_family (tenant_id, id, member_id, client, current_hash, rotated_at, created_at, last_used_at, expires_at)
     select $1, gen_random_uuid(), m, 'desktop', sha256(m::text::bytea), now(), now(), now(), now() + interval '1 day'
     from unnest($2::uuid[]) m returning id, member_id as "memberId"`,
    [tenantId, rows.map(({ id }) => id)],
  )
  return families.rows.map(({ id, memberId }) => ({ tenantId, memberId, familyId: id }))
}

/** Their access token, as a sign-in would give it. */
export function tokenFor({ tenantId, memberId, familyId }: Person): Promise<string> {
  const claims = { sub: memberId, tenant: tenantId, family: familyId, role: 'owner' as const }
  return signAccess(keysFrom(JWT_SECRET).access, claims, new Date())
}
