import { afterAll, beforeAll } from 'vitest'
import { lockConversation, step } from '../../../cloud/src/conversations/conversation.repo.ts'
import { queueMessage } from '../../../cloud/src/conversations/outbound.repo.ts'
import { type Database, openDatabase } from '../../../cloud/src/platform/database.ts'
import { type ProcessNumber, takeProcessNumber } from '../../../cloud/src/platform/process-number.ts'
import { roleUrl } from '../../../cloud/src/platform/roles.ts'
import type { SendOutcome, SentRecord, WhatsappGateway } from '../../../cloud/src/whatsapp/index.ts'
import { type TestDatabase, testDatabase } from '../database/database.ts'
import { makeConversation, makeTenant, type TestTenant } from './tenant.ts'

// Imported by a test file, this gives it a database, two processes on it, and a company.

export let database: TestDatabase
/** Two processes: each its own pool, its own number. */
export let one: Database
export let two: Database
export let numberOne: ProcessNumber
export let numberTwo: ProcessNumber
export let tenant: TestTenant
export const clock = { at: new Date('2026-11-23T12:00:00Z'), now: () => clock.at }

beforeAll(async () => {
  database = await testDatabase()
  const url = roleUrl(database.url, 'plantao_app')
  one = openDatabase({ url, clock })
  two = openDatabase({ url, clock })
  numberOne = await takeProcessNumber(url, () => undefined)
  numberTwo = await takeProcessNumber(url, () => undefined)
  tenant = await makeTenant(one)
})
afterAll(async () => {
  await Promise.all([one.close(), two.close(), numberOne.close(), numberTwo.close()])
  await database.drop()
})

/** WhatsApp as a script: answers what the test says, counts what arrives. */
export function script(
  answer: (text: string) => Promise<SendOutcome> | SendOutcome,
  records: () => SentRecord[] = () => [],
) {
  const sent: string[] = []
  const gateway = {
    sendText: async ({ text }: { text: string }) => {
      sent.push(text)
      return answer(text)
    },
    findSent: async () => records(),
  } as Pick<WhatsappGateway, 'sendText' | 'findSent'> as WhatsappGateway
  return { sent, gateway }
}
let ids = 0
export const accepted = (): SendOutcome => ({
  kind: 'accepted',
  waId: `3EB0${++ids}`,
  jid: '',
  at: clock.now(),
})

export async function fresh() {
  return { ...tenant, ...(await makeConversation(one, tenant)) }
}
export function queue(conversationId: string, text: string, epoch: number | null) {
  return one.tenant(tenant.tenantId, async (tx) => {
    const conversation = await lockConversation(tx, conversationId)
    return queueMessage(tx, conversation!, {
      author: epoch === null ? 'member' : 'ai',
      text,
      epoch,
      traceId: 't',
    })
  })
}
export function humanWrites(db: Database, conversationId: string) {
  return db.tenant(tenant.tenantId, async (tx) => {
    const conversation = await lockConversation(tx, conversationId)
    await step(tx, conversation!, { type: 'human_wrote', at: tx.now, memberId: tenant.memberId })
  })
}
export async function statusOf(messageId: string): Promise<string> {
  const [row] = await one.tenant(tenant.tenantId, (tx) =>
    tx.query<{ status: string }>('select status from message where tenant_id = $1 and id = $2', [
      tenant.tenantId,
      messageId,
    ]),
  )
  return row!.status
}
