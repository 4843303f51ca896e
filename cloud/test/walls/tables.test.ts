import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { type Company, makeCompany } from '../../../infra/testing/walls/house.ts'
import { quietHouse } from '../../../infra/testing/walls/quiet-house.ts'
import type { House } from '../../src/house.ts'
import { roleUrl } from '../../src/platform/roles.ts'

// The walls in the database itself, from its catalogue: whoever forgets `wall_off` for a new table fails here.

let database: TestDatabase
let house: House
let mine: Company
let other: Company
let owner: pg.Client
let app: pg.Client

beforeAll(async () => {
  database = await testDatabase()
  house = await quietHouse(database.url)
  await house.web.ready()
  mine = await makeCompany(house, 'mine')
  other = await makeCompany(house, 'other')
  owner = new pg.Client(database.url)
  app = new pg.Client(roleUrl(database.url, 'plantao_app'))
  await owner.connect()
  await app.connect()
}, 120_000)
afterAll(async () => {
  await owner?.end()
  await app?.end()
  await house?.stop()
  await database?.drop()
})

const TENANT_TABLES = `select c.oid, c.relname as name, c.relrowsecurity as on, c.relforcerowsecurity as forced, c.relowner::regrole::text as owner
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
  where n.nspname = 'public' and c.relkind = 'r' order by 2`

async function readable(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select name from (${TENANT_TABLES}) t where has_table_privilege(current_user, t.oid, 'select')`,
  )
  return rows.map((row) => row.name)
}

/** What the application can see and do of `other` while it works for `as`; empty when the walls stand. */
async function breaches(as: string | null): Promise<string[]> {
  const found: string[] = []
  for (const table of await readable(app)) {
    await app.query('begin')
    try {
      if (as) await app.query(`select set_config('app.tenant_id', $1, true)`, [as])
      const { rows } = await app.query<{ count: number }>(
        `select count(*)::integer as count from ${table} where tenant_id = $1`,
        [other.tenantId],
      )
      if (rows[0]!.count > 0) found.push(`select ${table}`)
      for (const act of [`delete from ${table}`, `update ${table} set tenant_id = tenant_id`]) {
        await app.query('savepoint try')
        const done = await app
          .query(`${act} where tenant_id = $1`, [other.tenantId])
          .catch((error: pg.DatabaseError) => error)
        if (done instanceof Error && done.code !== '42501') found.push(`${act}: ${done.message}`)
        if (!(done instanceof Error) && done.rowCount) found.push(act)
        await app.query('rollback to savepoint try')
      }
    } finally {
      await app.query('rollback')
    }
  }
  return found
}

describe('every tenant table', () => {
  it('is under row-level security, forced, by the one policy, and not the application’s own', async () => {
    const { rows: tables } = await owner.query<{ name: string; on: boolean; forced: boolean; owner: string }>(
      TENANT_TABLES,
    )
    expect(tables.length).toBeGreaterThan(25)
    for (const table of tables) {
      expect([table.name, table.on, table.forced]).toEqual([table.name, true, true])
      expect(['plantao_app', 'plantao_lookup', 'plantao_queue']).not.toContain(table.owner)
      const { rows } = await owner.query<{
        policyname: string
        qual: string
        with_check: string
        roles: string[]
      }>(
        `select policyname, qual, with_check, roles::text[] as roles from pg_policies where schemaname = 'public' and tablename = $1`,
        [table.name],
      )
      for (const policy of rows) {
        if (policy.policyname === 'own_tenant') {
          expect([table.name, policy.qual, policy.with_check]).toEqual([
            table.name,
            '(tenant_id = current_tenant())',
            '(tenant_id = current_tenant())',
          ])
        } else expect([table.name, policy.roles]).toEqual([table.name, ['plantao_lookup']])
      }
      expect(rows.some((policy) => policy.policyname === 'own_tenant')).toBe(true)
    }
  })

  it('points at other tenant tables by keys that hold the tenant', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select k.conrelid::regclass || '.' || k.conname as name from pg_constraint k
       join pg_attribute here on here.attrelid = k.conrelid and here.attname = 'tenant_id'
       join pg_attribute there on there.attrelid = k.confrelid and there.attname = 'tenant_id'
       where k.contype = 'f' and not (here.attnum = any (k.conkey) and there.attnum = any (k.confkey))`,
    )
    expect(rows).toEqual([])
  })

  it('shows and gives nothing of another company, nor anything while no company is named', async () => {
    expect(await breaches(mine.tenantId)).toEqual([])
    expect(await breaches(null)).toEqual([])
    // The eyes that found nothing can see: as the company itself, there is something in most tables.
    expect(
      (await breaches(other.tenantId)).filter((line) => line.startsWith('select')).length,
    ).toBeGreaterThan(12)
  })

  it('would be seen open if one policy forgot the tenant (mutant)', async () => {
    await owner.query('alter policy own_tenant on message using (true)')
    try {
      expect(await breaches(mine.tenantId)).toContain('select message')
    } finally {
      await owner.query('alter policy own_tenant on message using (tenant_id = public.current_tenant())')
    }
  })
})

describe('functions that see past the walls', () => {
  it('have a fixed search path, are not everybody’s, and belong to whom they should', async () => {
    const { rows } = await owner.query<{ name: string; path: boolean; everybody: boolean; owner: string }>(
      `select p.proname as name, p.proowner::regrole::text as owner,
         -- Named last: left out, it is searched first, and whoever may make temporary tables puts one in the way.
         coalesce(array_to_string(p.proconfig, ';') ~ '(^|;)search_path=[^;]*, ?pg_temp(;|$)', false) as path,
         has_function_privilege('public', p.oid, 'execute') as everybody
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and p.prosecdef`,
    )
    expect(rows.length).toBeGreaterThan(10)
    for (const row of rows) expect(row).toMatchObject({ path: true, everybody: false })
    // The owner's own see one tenant only, because the walls stand for the owner, too.
    expect(rows.filter((row) => !row.owner.startsWith('plantao_')).map((row) => row.name)).toEqual([])
    const bypass = await owner.query(
      `select rolname from pg_roles where rolname like 'plantao_%' and (rolsuper or rolbypassrls)`,
    )
    expect(bypass.rows).toEqual([])
  })

  it('look for temporary tables last, every one that has a path of its own', async () => {
    const open = async () => {
      const { rows } = await owner.query<{ name: string }>(
        `select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace, unnest(p.proconfig) as c(setting)
         where n.nspname = 'public' and c.setting like 'search_path=%' and c.setting !~ ', ?pg_temp$'`,
      )
      return rows.map((row) => row.name)
    }
    expect(await open()).toEqual([])
    await owner.query('alter function tenant_of_invite(bytea) set search_path = pg_catalog, public')
    try {
      expect(await open()).toEqual(['tenant_of_invite'])
    } finally {
      await owner.query(
        'alter function tenant_of_invite(bytea) set search_path = pg_catalog, public, pg_temp',
      )
    }
  })

  it('answer ids, numbers and times before the tenant is known, never a text of anybody', async () => {
    const { rows } = await owner.query<{ name: string; answers: string }>(
      `select p.proname as name, pg_get_function_result(p.oid) as answers from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'public' and p.prosecdef and p.proowner = 'plantao_lookup'::regrole`,
    )
    for (const { name, answers } of rows) {
      expect([
        name,
        /^(uuid|TABLE\((\w+ (uuid|bigint|integer|timestamp with time zone)(, )?)+\)|SETOF uuid|boolean|bigint|integer|timestamp with time zone)$/.test(
          answers,
        ) || answers,
      ]).toEqual([name, true])
    }
  })
})
