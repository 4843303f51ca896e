import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { type Company, makeCompany } from '../../../infra/testing/walls/house.ts'
import { quietHouse } from '../../../infra/testing/walls/quiet-house.ts'
import type { House } from '../../src/house.ts'
import { type Role, roleUrl } from '../../src/platform/roles.ts'

// What a statement could do that somebody smuggled into the application: its role may do little, whatever is written.

let database: TestDatabase
let house: House
let mine: Company
let other: Company
const clients: Partial<Record<Role | 'owner', pg.Client>> = {}

beforeAll(async () => {
  database = await testDatabase()
  house = await quietHouse(database.url)
  await house.web.ready()
  mine = await makeCompany(house, 'mine')
  other = await makeCompany(house, 'other')
  for (const role of ['plantao_app', 'plantao_queue', 'owner'] as const) {
    const client = new pg.Client(role === 'owner' ? database.url : roleUrl(database.url, role))
    await client.connect()
    clients[role] = client
  }
}, 120_000)
afterAll(async () => {
  for (const client of Object.values(clients)) await client.end()
  await house?.stop()
  await database?.drop()
})

/** What a statement ends with: the SQLSTATE of its failure, or how many rows it touched. Nothing of it stays. */
async function outcome(role: Role, sql: string, as: string | null = mine.tenantId): Promise<string | number> {
  const client = clients[role]!
  await client.query('begin')
  try {
    if (as) await client.query(`select set_config('app.tenant_id', $1, true)`, [as])
    return (await client.query(sql)).rowCount ?? 0
  } catch (error) {
    return (error as pg.DatabaseError).code!
  } finally {
    await client.query('rollback')
  }
}
const DENIED = '42501'

describe.each(['plantao_app', 'plantao_queue'] as const)('%s', (role) => {
  it.each([
    'create table stolen (a int)',
    'create function f() returns int language sql as $$ select 1 $$',
    'alter table message disable row level security',
    'alter table message no force row level security',
    'drop policy own_tenant on message',
    'create policy all_of_it on message using (true)',
    'drop table message',
    'truncate message',
    'alter role plantao_app bypassrls',
    'create role stolen superuser',
    'grant plantao_lookup to plantao_app',
    'set local role plantao_lookup',
    'set local session authorization plantao_lookup',
    `select pg_read_file('/etc/passwd')`,
    `select lo_import('/etc/passwd')`,
    `copy message to program 'cat'`,
    `copy (select 1) to '/tmp/stolen'`,
    'create extension dblink',
    'select pg_reload_conf()',
    'select rolpassword from pg_authid',
    'update schema_migration set name = name',
  ])('may not: %s', async (sql) => {
    expect(await outcome(role, sql)).toBe(DENIED)
  })

  it('may do what is its own, so that a refusal above is one', async () => {
    expect(await outcome(role, 'select 1')).toBe(1)
  })
})

describe('the application', () => {
  it('makes no schema of its own', async () => {
    // The queue may: graphile-worker makes and moves its own.
    expect(await outcome('plantao_app', 'create schema stolen')).toBe(DENIED)
  })

  it('keeps what proves something as it is written: no line of it is changed or taken away', async () => {
    for (const table of ['audit_log', 'receipt', 'event_log'])
      expect([table, await outcome('plantao_app', `update ${table} set tenant_id = tenant_id`)]).toEqual([
        table,
        DENIED,
      ])
    for (const table of ['audit_log', 'receipt', 'tenant'])
      expect([table, await outcome('plantao_app', `delete from ${table}`)]).toEqual([table, DENIED])
  })

  it('puts nothing into another company, by no table', async () => {
    const { rows } = await clients.owner!.query<{ name: string; columns: string[] }>(
      `select c.relname as name, array_agg(quote_ident(a.attname)) as columns from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''
       where n.nspname = 'public' and c.relkind = 'r'
         and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id')
         and has_table_privilege('plantao_app', c.oid, 'insert') and has_table_privilege('plantao_app', c.oid, 'select')
       group by c.oid, c.relname order by 1`,
    )
    const put: string[] = []
    let filled = 0
    for (const { name, columns } of rows) {
      // A row of one's own with another's name on it; with one's own it fails, if at all, for being there already.
      const copy = (tenant: string) =>
        `insert into ${name} (${columns.join(', ')}) select ${columns
          .map((column) => (column === 'tenant_id' ? `'${tenant}'::uuid` : column))
          .join(', ')} from ${name} limit 1`
      const mineAgain = await outcome('plantao_app', copy(mine.tenantId))
      if (mineAgain === 0) continue
      filled++
      const theirs = await outcome('plantao_app', copy(other.tenantId))
      if (theirs !== DENIED) put.push(`${name}: ${theirs}`)
    }
    expect(put).toEqual([])
    expect(filled).toBeGreaterThan(15)
  })
})

describe('the queue', () => {
  it('reads nothing that belongs to a company', async () => {
    const { rows } = await clients.owner!.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
       where n.nspname = 'public' and c.relkind = 'r' order by 1`,
    )
    expect(rows.length).toBeGreaterThan(30)
    for (const { name } of rows)
      expect([name, await outcome('plantao_queue', `select from ${name}`)]).toEqual([name, DENIED])
  })
})
