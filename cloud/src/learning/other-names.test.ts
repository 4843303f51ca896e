import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeConversation, makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { lockConversation, step } from '../conversations/index.ts'
import { systemClock } from '../platform/clock.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { refuseOtherNames } from './other-names.ts'

let database: TestDatabase
let db: Database
let tenant: TestTenant
let igor: string

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: systemClock })
})
beforeEach(async () => {
  tenant = await makeTenant(db)
  igor = await named('Igor Lima')
  await callIt(tenant.conversationId, 'Joana Lima')
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const within = <T>(work: Parameters<typeof db.tenant<T>>[1]) => db.tenant(tenant.tenantId, work)
const callIt = (conversationId: string, name: string) =>
  within((tx) =>
    tx.query(
      `update contact c set name = $3 from conversation v
       where v.tenant_id = $1 and v.id = $2 and c.tenant_id = v.tenant_id and c.id = v.contact_id`,
      [tx.tenantId, conversationId, name],
    ),
  )
async function named(name: string): Promise<string> {
  const { conversationId } = await makeConversation(db, tenant)
  await callIt(conversationId, name)
  return conversationId
}
const mean = (...texts: [string, string][]) =>
  within((tx) =>
    refuseOtherNames(
      tx,
      tenant.conversationId,
      texts.map(([conversationId, text]) => ({ conversationId, text })),
    ),
  )

it('refuses everything when one text still names the person who was answered first', async () => {
  const maria = await named('Maria')
  const refused = mean([igor, 'Igor, amanhã às 7h.'], [maria, 'oi joana, amanhã às 7h'])
  await expect(refused).rejects.toMatchObject({
    code: 'answer.names_another',
    details: { words: 'joana', conversationId: maria },
  })
})

it('lets the name both have pass, and a text that names the one it is for', async () => {
  await expect(mean([igor, 'Sr. Lima, Igor, amanhã às 7h.'])).resolves.toBeUndefined()
})

it('takes a word of the question for the thing it asks about', async () => {
  await callIt(tenant.conversationId, 'Rosa')
  const text = 'O bolo rosa sai por R$ 90.'
  await expect(mean([igor, text])).rejects.toMatchObject({ code: 'answer.names_another' })
  await within(async (tx) => {
    const question = 'tem bolo rosa?'
    const conversation = (await lockConversation(tx, igor))!
    await step(tx, conversation, { type: 'handed_off', at: tx.now, reason: 'low_confidence', question })
  })
  await expect(mean([igor, text])).resolves.toBeUndefined()
})
