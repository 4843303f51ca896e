import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { refuseNewerSchema } from '../../infra/launcher/newer-schema.ts'
import { emptyDatabase, type TestDatabase, testDatabase } from '../../infra/testing/database/database.ts'
import { createTenant } from '../src/accounts/index.ts'
import { systemClock } from '../src/platform/clock.ts'
import { type Database, openDatabase } from '../src/platform/database.ts'
import { migrate } from '../src/platform/migrate.ts'
import { roleUrl } from '../src/platform/roles.ts'
import { uuidv7 } from '../src/platform/uuid.ts'

/** The schema of the first version, with data in it; what comes after must leave every row there and readable. */
const FIRST = '0004-wall-off.sql'
let database: TestDatabase
beforeAll(async () => {
  database = await emptyDatabase()
  await migrate(database.url, FIRST)
})
afterAll(() => database.drop())

it('brings a database with data of the first version to the newest', async () => {
  const db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: systemClock })
  const old = await firstTenant(db)
  await migrate(database.url)
  await migrate(database.url)
  const rows = await db.tenant(old.tenantId, (tx) =>
    tx.query<{ health: string; health_at: Date; last_inbound_at: Date | null }>(
      `select i.health, i.health_at, c.last_inbound_at from instance i
       join conversation c on c.tenant_id = i.tenant_id where i.tenant_id = $1`,
      [old.tenantId],
    ),
  )
  expect(rows).toEqual([{ health: 'ok', health_at: expect.any(Date), last_inbound_at: expect.any(Date) }])
  const thread = await db.tenant(old.tenantId, (tx) =>
    tx.query<{ content: string; last: boolean }>(
      `select m.content, m.at = c.last_message_at as last from message m
       join conversation c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
       where m.tenant_id = $1 order by m.at, m.arrival`,
      [old.tenantId],
    ),
  )
  expect(thread).toEqual([
    { content: 'Qual tamanho?', last: true },
    { content: 'oi', last: true },
  ])
  const { created } = await createTenant(db, {
    name: 'Nova',
    slug: 'nova',
    owner: { email: 'nova@example.com', name: 'Nova', password: 'a-long-password', mustChange: false },
  })
  expect(created).toBe(true)
  await db.close()
})

it('leaves row-level security forced on every tenant table', async () => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not (c.relrowsecurity and c.relforcerowsecurity)`,
  )
  await client.end()
  expect(rows).toEqual([])
})

it('refuses an applied file that was changed since', async () => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query("update schema_migration set checksum = 'other' where name = $1", [FIRST])
  await client.end()
  await expect(migrate(database.url)).rejects.toThrow(/was changed after it was applied/)
})

/** A company as the first version wrote it, in that version's own words. */
async function firstTenant(db: Database): Promise<{ tenantId: string }> {
  const [tenantId, instanceId, contactId, conversationId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  await db.tenant(tenantId, async (tx) => {
    const at = tx.now
    const insert = (table: string, row: Record<string, unknown>) =>
      tx.query(
        `insert into ${table} (${Object.keys(row).join(', ')})
         values (${Object.keys(row).map((_, i) => `$${i + 1}`)})`,
        Object.values(row),
      )
    const tenant_id = tenantId
    await insert('tenant', { tenant_id, name: 'Antiga', slug: 'antiga', created_at: at })
    await insert('tenant_counter', { tenant_id })
    await insert('subscription', { tenant_id, state: 'active', updated_at: at })
    const secret = { secret_hash: Buffer.alloc(32, 7), created_at: at, status_at: at }
    await insert('instance', { tenant_id, id: instanceId, name: 'antiga', status: 'connected', ...secret })
    await insert('contact', { tenant_id, id: contactId, last_jid: '5511@s.whatsapp.net', created_at: at })
    const ends = { contact_id: contactId, instance_id: instanceId, created_at: at, updated_at: at }
    await insert('conversation', { tenant_id, id: conversationId, ...ends })
    const words = { direction: 'in', author: 'contact', kind: 'text', content: 'oi', status: 'received' }
    const where = { tenant_id, conversation_id: conversationId, created_at: at }
    // Our own words were kept to the millisecond, the customer's in WhatsApp's whole seconds: they answered within one.
    const second = Math.floor(at.getTime() / 1000) * 1000
    const ours = { direction: 'out', author: 'ai', kind: 'text', content: 'Qual tamanho?', status: 'sent' }
    await insert('message', { ...where, id: uuidv7(), at: new Date(second + 361), ...ours })
    await insert('message', { ...where, id: uuidv7(), at: new Date(second), ...words })
    await tx.query('update conversation set last_message_at = $2 where tenant_id = $1', [
      tenantId,
      new Date(second + 361),
    ])
  })
  return { tenantId }
}

it('works with a database that a newer version has migrated, as a way back needs it', async () => {
  const { url, drop } = await testDatabase()
  const client = new pg.Client(url)
  await client.connect()
  try {
    await refuseNewerSchema(url)
    await client.query("insert into schema_migration values ('9999-of-tomorrow.sql', 'x', now())")
    await migrate(url)
    await expect(refuseNewerSchema(url)).rejects.toThrow(/9999-of-tomorrow\.sql/)
  } finally {
    await client.end()
    await drop()
  }
})
