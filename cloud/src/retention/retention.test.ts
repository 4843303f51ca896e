import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { KEPT_MS } from '../conversations/index.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { retainTask, retentionTask } from './retention.task.ts'

const DAY = 86_400_000
let database: TestDatabase
let db: Database
// The last day of a leap February: thirty days ago was the end of January.
let now = new Date('2028-02-29T12:00:00Z')
const dropped: string[] = []
const clear = (tenantId: string) =>
  retainTask({ db, now: () => now, vectors: { drop: async (_tenant, id) => void dropped.push(id) } })({
    tenantId,
  })

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: { now: () => now } })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

async function writeAt(tx: TenantTx, tenant: TestTenant, at: Date, outbound: string): Promise<void> {
  const [message, receipt, family, member] = [uuidv7(), uuidv7(), uuidv7(), tenant.memberId]
  const ids = [tx.tenantId, tenant.conversationId]
  await tx.query(
    `insert into receipt (tenant_id, id, conversation_id, turn_revision, decision, question, trace_id, created_at)
     values ($1, $3, $2, $4, 'reply', 'segredo?', 't', $5)`,
    [...ids, receipt, Math.floor(at.getTime() / 1000) % 2_000_000_000, at],
  )
  await tx.query(
    `insert into message (tenant_id, id, conversation_id, direction, author, kind, content, status, at, created_at, receipt_id)
     values ($1, $3, $2, 'out', 'ai', 'text', 'segredo', 'sent', $4, $4, $5)`,
    [...ids, message, at, receipt],
  )
  await tx.query(
    `insert into outbound (tenant_id, conversation_id, message_id, body, state, not_before, trace_id, created_at)
     values ($1, $2, $3, 'segredo', $4, $5, 't', $5)`,
    [...ids, message, outbound, at],
  )
  await tx.query(
    `insert into media (tenant_id, message_id, state, storage_key, created_at, updated_at) values ($1, $2, 'ready', $3, $4, $4)`,
    [tx.tenantId, message, `${tx.tenantId}/${message}`, at],
  )
  await tx.query(
    `insert into raw_event (tenant_id, instance_id, event, dedupe_key, body, trace_id, received_at, handled_at)
     values ($1, $2, 'messages.upsert', $3, '{}', 't', $4, $4)`,
    [tx.tenantId, tenant.instanceId, message, at],
  )
  await tx.query(`insert into early_ack (tenant_id, wa_id, status, at) values ($1, $2, 'read', $3)`, [
    tx.tenantId,
    message,
    at,
  ])
  await tx.query(
    `insert into refresh_family (tenant_id, id, member_id, client, current_hash, rotated_at, created_at, last_used_at, expires_at)
     values ($1, $2, $3, 'browser', '\\x00', $4, $4, $4, $4)`,
    [tx.tenantId, family, member, at],
  )
}

const TABLES = [
  'message',
  'receipt',
  'outbound',
  'media',
  'raw_event',
  'early_ack',
  'refresh_family',
  'event_log',
]
const counts = ({ tenantId }: TestTenant) =>
  db.tenant(tenantId, async (tx) => {
    const found: Record<string, number> = {}
    for (const table of TABLES) {
      const [row] = await tx.query<{ count: number }>(
        `select count(*)::integer as count from ${table} where tenant_id = $1`,
        [tenantId],
      )
      found[table] = row!.count
    }
    return found
  })
const each = (count: number) => Object.fromEntries(TABLES.map((table) => [table, count]))

it('keeps thirty days to the second and deletes what is older, in every table that holds what people said', async () => {
  const [tenant, other] = [await makeTenant(db, now), await makeTenant(db, now)]
  const edge = now.getTime() - KEPT_MS
  for (const one of [tenant, other]) {
    for (const at of [edge - 90 * DAY, edge - 1000, edge + 1000, now.getTime()]) {
      const then = now
      now = new Date(at)
      await db.tenant(one.tenantId, async (tx) => {
        await writeAt(tx, one, new Date(at), 'sent')
        tx.announce({ type: 'settings.changed' })
      })
      now = then
    }
  }
  await clear(tenant.tenantId)
  expect(await counts(tenant)).toEqual(each(2))
  expect(await counts(other)).toEqual(each(4))
  // Safe to repeat, and the files' names were handed to whoever takes them out of the store.
  await clear(tenant.tenantId)
  expect(await counts(tenant)).toEqual(each(2))
  const garbage = await db.tenant(tenant.tenantId, (tx) =>
    tx.query('select from media_garbage where tenant_id = $1', [tx.tenantId]),
  )
  expect(garbage).toHaveLength(2)
})

it('keeps a message that is still on its way, however old', async () => {
  const tenant = await makeTenant(db, now)
  await db.tenant(tenant.tenantId, (tx) => writeAt(tx, tenant, new Date(now.getTime() - 40 * DAY), 'held'))
  await clear(tenant.tenantId)
  expect(await counts(tenant)).toMatchObject({ message: 1, outbound: 1, receipt: 1, raw_event: 0 })
})

it('forgets the vectors of old revisions and never those of the published one', async () => {
  const tenant = await makeTenant(db, now)
  const [old, published] = [uuidv7(), uuidv7()]
  await db.tenant(tenant.tenantId, async (tx) => {
    for (const [number, id] of [old, published].entries()) {
      await tx.query(
        `insert into knowledge_revision (tenant_id, id, number, content, status, created_at) values ($1, $2, $3, 'x', 'ready', $4)`,
        [tx.tenantId, id, number + 1, new Date(now.getTime() - 60 * DAY)],
      )
      await tx.query(
        `insert into chunk (tenant_id, id, revision_id, position, starts, ends, content, hash, vector)
         values ($1, $2, $3, 0, 0, 1, 'x', 'h', '{1}')`,
        [tx.tenantId, uuidv7(), id],
      )
    }
    await tx.query('insert into knowledge (tenant_id, published_revision, last_number) values ($1, $2, 2)', [
      tx.tenantId,
      published,
    ])
  })
  dropped.length = 0
  await clear(tenant.tenantId)
  expect(dropped).toEqual([old])
  const left = await db.tenant(tenant.tenantId, (tx) =>
    tx.query<{ revision_id: string }>('select revision_id from chunk where tenant_id = $1', [tx.tenantId]),
  )
  expect(left).toEqual([{ revision_id: published }])
})

it('gives every tenant that is due a job of its own, spread over the hour', async () => {
  now = new Date(now.getTime() + DAY)
  const tenants = await db.lookup<{ tenant_id: string }>('select * from tenants_page(null, 1000)')
  await retentionTask({ db, now: () => now })()
  await retentionTask({ db, now: () => now })()
  const jobs = await Promise.all(
    tenants.map(({ tenant_id }) =>
      db.tenant(tenant_id, (tx) =>
        tx.query(`select * from queue_figures($1)`, [new Date(now.getTime() + 3_600_000)]),
      ),
    ),
  )
  expect(jobs[0]).toContainEqual(expect.objectContaining({ task: 'retain', waiting: tenants.length }))
})

it('deletes what came late thirty days after it was written, not after it came', async () => {
  const tenant = await makeTenant(db, now)
  const write = (text: string, age: number, late: boolean) =>
    db.tenant(tenant.tenantId, (tx) =>
      tx.query(
        `insert into message (tenant_id, id, conversation_id, direction, author, kind, content, status, at, created_at, late)
         values ($1, $2, $3, 'in', 'contact', 'text', $4, 'received', $5, $6, $7)`,
        [tx.tenantId, uuidv7(), tenant.conversationId, text, new Date(now.getTime() - age), now, late],
      ),
    )
  await write('old when it came', KEPT_MS + DAY, true)
  await write('young when it came', KEPT_MS - DAY, true)
  await clear(tenant.tenantId)
  const left = await db.tenant(tenant.tenantId, (tx) =>
    tx.query<{ content: string }>('select content from message where tenant_id = $1', [tx.tenantId]),
  )
  expect(left).toEqual([{ content: 'young when it came' }])
})
