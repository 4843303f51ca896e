import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { makeConversation, makeTenant, type TestTenant } from '../../test/tenant.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { lockConversation, step } from './conversation.repo.ts'
import { mergeContacts } from './merge.ts'
import { queueMessage } from './outbound.repo.ts'

let database: TestDatabase
let db: Database
let tenant: TestTenant
const clock = { now: () => new Date('2026-11-23T12:00:00Z') }

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock })
  tenant = await makeTenant(db)
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

/** The bot has an answer queued in the younger of two threads, which turn out to be one person's. */
async function merged(personHolds: boolean) {
  const kept = await makeConversation(db, tenant)
  const left = await makeConversation(db, tenant)
  return db.tenant(tenant.tenantId, async (tx) => {
    const one = (await lockConversation(tx, kept.conversationId))!
    if (personHolds) await step(tx, one, { type: 'human_wrote', at: tx.now, memberId: tenant.memberId })
    const other = (await lockConversation(tx, left.conversationId))!
    const { messageId } = await queueMessage(tx, other, {
      author: 'ai',
      text: 'Abrimos às 6h.',
      epoch: other.epoch,
      traceId: 't',
    })
    const { conversation } = await mergeContacts(tx, [kept.contactId, left.contactId], tenant.instanceId)
    const [row] = await tx.query<{ state: string; epoch: number; conversation: string }>(
      `select state, epoch, conversation_id as conversation from outbound where tenant_id = $1 and message_id = $2`,
      [tx.tenantId, messageId],
    )
    return { row: row!, conversation }
  })
}

it('two threads of one person, both the AI’s: what the bot said in either still goes out', async () => {
  const { row, conversation } = await merged(false)
  expect(row).toEqual({ state: 'queued', epoch: conversation.epoch, conversation: conversation.id })
})

it('a person who holds one of them voids what the bot had queued in the other', async () => {
  const { row, conversation } = await merged(true)
  expect(conversation.state).toBe('human_replied')
  expect(row.state).toBe('cancelled')
})
