import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { lockConversation, step } from './index.ts'
import { createPeople } from './people.ts'
import { readConversation } from './reading.repo.ts'

let database: TestDatabase
let db: Database
let tenant: TestTenant
let bia: string
let now = new Date('2026-03-10T15:00:00Z')

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: { now: () => now } })
})
beforeEach(async () => {
  tenant = await makeTenant(db, now)
  bia = uuidv7()
  await within((tx) =>
    tx.query(
      `insert into member (tenant_id, id, email, name, role, password_hash, created_at) values ($1, $2, $3, 'Bia', 'attendant', 'x', $4)`,
      [tenant.tenantId, bia, `${bia}@example.com`, now],
    ),
  )
  await within(async (tx) => {
    const conversation = (await lockConversation(tx, tenant.conversationId))!
    const question = 'Vocês abrem no domingo?'
    await step(tx, conversation, { type: 'handed_off', at: tx.now, reason: 'low_confidence', question })
  })
  now = new Date(now.getTime() + 60_000)
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const within = <T>(work: Parameters<typeof db.tenant<T>>[1]) => db.tenant(tenant.tenantId, work)
const people = () => createPeople({ db })
const ana = () => ({ tenantId: tenant.tenantId, memberId: tenant.memberId, name: 'Ana', traceId: 't' })
const seen = async () => {
  const { updatedAt: _, ...rest } = await within((tx) => readConversation(tx, tenant.conversationId))
  return rest
}

it('leaves the conversation waiting as it did before the claim: same wait, same reason, nobody’s', async () => {
  const before = await seen()
  await people().claim(ana(), tenant.conversationId, false)
  expect(await seen()).not.toEqual(before)
  await people().release(ana(), tenant.conversationId, null)
  expect(await seen()).toEqual(before)
})

it('gives a conversation back to the colleague it was taken from', async () => {
  await people().claim({ ...ana(), memberId: bia }, tenant.conversationId, false)
  const before = await seen()
  await people().claim(ana(), tenant.conversationId, true)
  await people().release(ana(), tenant.conversationId, bia)
  expect(await seen()).toEqual(before)
})

it('is refused to whoever does not hold it, and once an answer left', async () => {
  await people().claim(ana(), tenant.conversationId, false)
  const refused = { code: 'conversation.not_claimed' }
  const asBia = { ...ana(), memberId: bia }
  await expect(people().release(asBia, tenant.conversationId, null)).rejects.toMatchObject(refused)
  await people().send(ana(), tenant.conversationId, { clientId: 'reply-1-of-ana', text: 'Oi!' })
  await expect(people().release(ana(), tenant.conversationId, null)).rejects.toMatchObject(refused)
})

it('goes to nobody who is not in the team', async () => {
  const other = await makeTenant(db, now)
  await people().claim(ana(), tenant.conversationId, false)
  const held = await seen()
  for (const to of [other.memberId, uuidv7()])
    await expect(people().release(ana(), tenant.conversationId, to)).rejects.toMatchObject({
      code: 'team.member_not_found',
    })
  expect(await seen()).toEqual(held)
})
