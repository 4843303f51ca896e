import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { emptyDatabase, type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { createTombstones, putTombstones } from '../whatsapp/index.ts'
import { clearErased } from './evolution-erased.ts'

const ERASED = new Date('2026-11-24T12:00:00.400Z')
const NOW = new Date('2026-11-24T13:00:00Z')
const seconds = Math.floor(ERASED.getTime() / 1000)
const tombstones = createTombstones('of this test')
let ours: TestDatabase
let theirs: TestDatabase
let db: Database
let client: pg.Client
let tenant: TestTenant
let other: TestTenant
const clear = (more: object = {}) =>
  clearErased({
    databaseUrl: ours.url,
    evolutionUrl: `${theirs.url}?schema=evolution_api`,
    tombstones,
    now: NOW,
    ...more,
  })

beforeAll(async () => {
  ;[ours, theirs] = [await testDatabase(), await emptyDatabase()]
  db = openDatabase({ url: roleUrl(ours.url, 'plantao_app'), clock: { now: () => ERASED } })
  ;[tenant, other] = [await makeTenant(db, ERASED), await makeTenant(db, ERASED)]
  client = new pg.Client({ connectionString: theirs.url })
  await client.connect()
  // The operator's role passes the walls; this one is let through.
  const owner = new pg.Client({ connectionString: ours.url })
  await owner.connect()
  for (const table of ['tombstone', 'instance', 'contact_identity', 'erasure_certificate'])
    await owner.query(`alter table ${table} no force row level security`)
  await owner.end()
})
afterAll(async () => {
  await client?.end()
  await db?.close()
  await ours?.drop()
  await theirs?.drop()
})

const nameOf = async ({ tenantId }: TestTenant) => {
  const rows = await db.tenant(tenantId, (tx) => tx.query<{ name: string }>('select name from instance'))
  return rows[0]!.name
}
async function certificate(): Promise<Date | null> {
  const [row] = await db.tenant(tenant.tenantId, (tx) =>
    tx.query<{ at: Date | null }>('select evolution_cleared_at as at from erasure_certificate'),
  )
  return row!.at
}
const ids = async (table: string) =>
  (await client.query<{ id: string }>(`select id from evolution_api."${table}" order by id`)).rows.map(
    ({ id }) => id,
  )

it('says nothing is done where Evolution has no tables', async () => {
  const { tenantId, memberId } = tenant
  await db.tenant(tenantId, async (tx) => {
    await tx.query(
      `insert into erasure_certificate (tenant_id, id, contact_id, status, requested_by, requested_at, erased_at)
       values ($1, $2, $3, 'erased', $4, $5, $5)`,
      [tenantId, uuidv7(), uuidv7(), memberId, ERASED],
    )
    const people = ['phone:5531988887777', 'lid:777', 'phone:5511966660001']
    await putTombstones(
      tx,
      'person',
      people.map((name) => tombstones.hash(tenantId, 'person', name)),
      ERASED,
    )
    await putTombstones(tx, 'message', [tombstones.hash(tenantId, 'message', 'KNOWN')], ERASED)
    // Wrote again since.
    await tx.query(`insert into contact_identity (tenant_id, identity, contact_id) values ($1, $2, $3)`, [
      ...[tenantId, 'phone:5511966660001', tenant.contactId],
    ])
  })
  expect(await clear()).toBe(0)
  expect(await certificate()).toBeNull()
})

it('deletes what was said before, under every name, with its ticks, and nothing of others or later', async () => {
  await client.query(`create schema evolution_api;
    create table evolution_api."Instance" (id text primary key, name text not null unique, "ownerJid" text);
    create table evolution_api."Message" (id text primary key, key jsonb not null, "messageTimestamp" integer not null,
      "instanceId" text not null references evolution_api."Instance" (id));
    create table evolution_api."MessageUpdate" (id text primary key,
      "messageId" text not null references evolution_api."Message" (id) on delete cascade);
    create table evolution_api."Contact" (id text primary key, "remoteJid" text not null, "instanceId" text not null);
    create table evolution_api."Chat" (id text primary key, "remoteJid" text not null, "instanceId" text not null);
    create table evolution_api."IsOnWhatsapp" (id text primary key, "remoteJid" text not null)`)
  const own = '5511990001111@s.whatsapp.net'
  await client.query('insert into evolution_api."Instance" values ($1, $2, $5), ($3, $4, $5)', [
    ...['one', await nameOf(tenant), 'two', await nameOf(other), own],
  ])
  const put = (id: string, key: object, at = seconds, instance = 'one') =>
    client.query('insert into evolution_api."Message" values ($1, $2, $3, $4)', [
      ...[id, JSON.stringify({ id, fromMe: false, ...key }), at, instance],
    ])
  const phone = { remoteJid: '5531988887777@s.whatsapp.net' }
  await put('gone-phone', phone)
  await put('gone-short', { remoteJid: '553188887777@s.whatsapp.net' }, seconds - 90)
  await put('gone-lid', { remoteJid: '777@lid' })
  await put('gone-alt', { remoteJid: '999@lid', remoteJidAlt: '553188887777@s.whatsapp.net' })
  await put('gone-ours', { ...phone, fromMe: true, remoteJidAlt: own })
  await put('gone-known', { id: 'KNOWN', remoteJid: '888@lid' })
  await put('gone-again', { remoteJid: '5511966660001@s.whatsapp.net' })
  await put('kept-later', phone, seconds + 1)
  await put('kept-somebody', { remoteJid: '5531988887778@s.whatsapp.net' })
  await put('kept-company', phone, seconds, 'two')
  // The company's own number beside a customer's is nobody who was erased.
  await put('kept-own', { remoteJid: '5531988887778@s.whatsapp.net', fromMe: true, remoteJidAlt: own })
  await client.query(
    `insert into evolution_api."MessageUpdate" values ('a', 'gone-phone'), ('b', 'kept-later')`,
  )
  for (const table of ['Contact', 'Chat'])
    await client.query(`insert into evolution_api."${table}" values
      ('gone', '553188887777@s.whatsapp.net', 'one'), ('kept-again', '5511966660001@s.whatsapp.net', 'one'),
      ('kept-company', '553188887777@s.whatsapp.net', 'two'), ('kept-group', '1203@g.us', 'one')`)
  await client.query(`insert into evolution_api."IsOnWhatsapp" values
    ('gone', '553188887777@s.whatsapp.net'), ('kept', '553188887778@s.whatsapp.net')`)

  expect(await clear()).toBe(7)
  const kept = ['kept-company', 'kept-later', 'kept-own', 'kept-somebody']
  expect(await ids('Message')).toEqual(kept)
  expect(await ids('MessageUpdate')).toEqual(['b'])
  expect(await ids('Contact')).toEqual(['kept-again', 'kept-company', 'kept-group'])
  expect(await ids('Chat')).toEqual(['kept-again', 'kept-company', 'kept-group'])
  expect(await ids('IsOnWhatsapp')).toEqual(['kept'])
  expect(await certificate()).toEqual(NOW)
  expect(await clear({ now: new Date() })).toBe(0)
  expect(await ids('Message')).toEqual(kept)
  expect(await certificate()).toEqual(NOW)
})

it('knows nobody under another key', async () => {
  await client.query('insert into evolution_api."Message" values ($1, $2, $3, $4)', [
    ...['z', JSON.stringify({ id: 'Z', remoteJid: '5531988887777@s.whatsapp.net' }), seconds, 'one'],
  ])
  expect(await clear({ tombstones: createTombstones('another') })).toBe(0)
  expect(await clear()).toBe(1)
})
