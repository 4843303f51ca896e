import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeConversation, makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { lockConversation } from './conversation.repo.ts'
import { lockOutbound, queueMessage } from './outbound.repo.ts'
import { isSendOverdue, isTurnOverdue, overdueBefore } from './overdue.ts'

const now = new Date('2026-11-24T12:00:00Z')
const before = overdueBefore(now)
const instants = [-1, 0, 1].map((ms) => new Date(before.getTime() + ms))
let database: TestDatabase
let db: Database
let tenant: TestTenant

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: { now: () => now } })
  tenant = await makeTenant(db)
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const found = async (what: 'overdue_turns' | 'overdue_outbound') =>
  (await db.lookup<{ conversation_id: string }>(`select * from ${what}($1, 1000)`, [before]))
    .map((row) => row.conversation_id)
    .sort()

it('finds the turns in the database that the decider calls overdue', async () => {
  const expected: string[] = []
  for (const due of [null, ...instants])
    for (const revision of [1, 2]) {
      const { conversationId } = await makeConversation(db, tenant)
      await db.tenant(tenant.tenantId, async (tx) => {
        await tx.query(
          'update conversation set turn_revision = $3, answered_revision = 1, turn_due_at = $4 where tenant_id = $1 and id = $2',
          [tx.tenantId, conversationId, revision, due],
        )
        if (isTurnOverdue((await lockConversation(tx, conversationId))!, before))
          expected.push(conversationId)
      })
    }
  expect(expected).toHaveLength(1)
  expect(await found('overdue_turns')).toEqual(expected)
})

it('finds the sends in the database that the decider calls overdue', async () => {
  const expected: string[] = []
  for (const state of ['queued', 'claimed', 'ambiguous', 'held', 'sent', 'failed', 'cancelled'])
    for (const created of instants)
      for (const notBefore of instants) {
        const { conversationId } = await makeConversation(db, tenant)
        await db.tenant(tenant.tenantId, async (tx) => {
          const conversation = (await lockConversation(tx, conversationId))!
          const { messageId } = await queueMessage(tx, conversation, {
            author: 'ai',
            text: 'Oi',
            epoch: 0,
            traceId: 't',
          })
          await tx.query(
            'update outbound set state = $3, created_at = $4, not_before = $5 where tenant_id = $1 and message_id = $2',
            [tx.tenantId, messageId, state, created, notBefore],
          )
          const row = (await lockOutbound(tx, conversationId, messageId))!
          if (isSendOverdue(row, before)) expected.push(conversationId)
        })
      }
  expect(expected).toHaveLength(4)
  expect(await found('overdue_outbound')).toEqual(expected.sort())
})
