import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeConversation, makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { BATCH_MS, tellWaitingTask, WAITS_TOO_LONG_MS } from './tell-waiting.task.ts'

const START = new Date('2026-11-24T12:00:00Z')
let database: TestDatabase
let db: Database
let now = START
let tenant: TestTenant
const run = () => tellWaitingTask({ db, now: () => now })()
const turn = (ms: number) => {
  now = new Date(now.getTime() + ms)
}

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: { now: () => now } })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})
beforeEach(async () => {
  now = START
  tenant = await makeTenant(db, now)
})

async function waits(conversationId: string, assigneeId: string | null = null): Promise<void> {
  await db.tenant(tenant.tenantId, (tx) =>
    tx.query(
      `update conversation set state = 'awaiting_human', waiting_since = $3, assignee_id = $4
       where tenant_id = $1 and id = $2`,
      [tx.tenantId, conversationId, now, assigneeId],
    ),
  )
}
const sent = () =>
  db.tenant(tenant.tenantId, (tx) =>
    tx.query("update mail set status = 'sent' where tenant_id = $1 and status = 'queued'", [tx.tenantId]),
  )
const mails = () =>
  db.tenant(tenant.tenantId, (tx) =>
    tx.query<{ params: { count: number; minutes: number } }>(
      "select params from mail where template = 'pending_handoffs' order by created_at, key",
    ),
  )

it('mails once for all who wait too long, not before', async () => {
  await waits(tenant.conversationId)
  await waits((await makeConversation(db, tenant, now)).conversationId)
  turn(WAITS_TOO_LONG_MS - 1000)
  await run()
  expect(await mails()).toEqual([])
  turn(2000)
  await run()
  await run()
  expect(await mails()).toEqual([
    { params: { name: expect.any(String), company: expect.any(String), count: 2, minutes: 15 } },
  ])
})

it('keeps whoever comes next for the next mail', async () => {
  await waits(tenant.conversationId)
  turn(WAITS_TOO_LONG_MS + 1000)
  await run()
  await sent()
  const other = await makeConversation(db, tenant, now)
  await waits(other.conversationId)
  turn(BATCH_MS + WAITS_TOO_LONG_MS)
  await run()
  expect((await mails()).map(({ params }) => params.count)).toEqual([1, 1])
})

it('says nothing of those whom somebody has claimed', async () => {
  await waits(tenant.conversationId, tenant.memberId)
  turn(BATCH_MS)
  await run()
  expect(await mails()).toEqual([])
})

it('tells again when the same customer comes to wait again', async () => {
  await waits(tenant.conversationId)
  turn(WAITS_TOO_LONG_MS + 1000)
  await run()
  turn(BATCH_MS)
  await waits(tenant.conversationId)
  turn(WAITS_TOO_LONG_MS + 1000)
  await run()
  expect(await mails()).toHaveLength(2)
})

it('leaves one mail where no mail went out for days: the newest tells of all', async () => {
  for (let batch = 0; batch < 5; batch++) {
    await waits((await makeConversation(db, tenant, now)).conversationId)
    turn(BATCH_MS + WAITS_TOO_LONG_MS)
    await run()
  }
  const rows = await db.tenant(tenant.tenantId, (tx) =>
    tx.query<{ status: string }>("select status from mail where template = 'pending_handoffs' order by id"),
  )
  expect(rows.map(({ status }) => status)).toEqual([...Array(4).fill('obsolete'), 'queued'])
})
