import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { systemClock } from '../platform/clock.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { lockConversation, memoryOf } from './index.ts'
import { writeNote } from './internal-note.ts'
import { createPeople } from './people.ts'
import { listMessages, readConversation } from './reading.repo.ts'

let database: TestDatabase
let db: Database
let tenant: TestTenant
const note = { clientId: 'note-1-of-ana', text: 'Cliente difícil: não prometer desconto.' }

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: systemClock })
})
beforeEach(async () => {
  tenant = await makeTenant(db)
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const actor = () => ({ tenantId: tenant.tenantId, memberId: tenant.memberId, name: 'Ana', traceId: 't' })
const within = <T>(work: Parameters<typeof db.tenant<T>>[1]) => db.tenant(tenant.tenantId, work)

it('stands once in the history, by name, however often it comes', async () => {
  const ids = await Promise.all([1, 2, 3].map(() => writeNote(db, actor(), tenant.conversationId, note)))
  expect(new Set(ids).size).toBe(1)
  const { items } = await within((tx) => listMessages(tx, tenant.conversationId, { limit: 50 }))
  expect(items).toMatchObject([{ kind: 'note', text: note.text, name: 'Ana', status: 'received' }])
})

it('is never queued to be sent and takes nothing over', async () => {
  const before = await within((tx) => readConversation(tx, tenant.conversationId))
  await writeNote(db, actor(), tenant.conversationId, note)
  const outbound = await within((tx) => tx.query('select from outbound where tenant_id = $1', [tx.tenantId]))
  expect(outbound).toEqual([])
  const after = await within((tx) => readConversation(tx, tenant.conversationId))
  expect(after).toEqual({ ...before, updatedAt: after.updatedAt })
})

it('is not the thread’s last message, even after a real one', async () => {
  await createPeople({ db }).send(actor(), tenant.conversationId, { clientId: 'reply-1-of-ana', text: 'Oi!' })
  await writeNote(db, actor(), tenant.conversationId, note)
  const { lastMessage } = await within((tx) => readConversation(tx, tenant.conversationId))
  expect(lastMessage?.text).toBe('Oi!')
})

it('is no part of the AI’s memory', async () => {
  await createPeople({ db }).send(actor(), tenant.conversationId, { clientId: 'reply-1-of-ana', text: 'Oi!' })
  await writeNote(db, actor(), tenant.conversationId, note)
  const memory = await within(async (tx) =>
    memoryOf(tx, (await lockConversation(tx, tenant.conversationId))!),
  )
  expect(memory.map(({ text }) => text)).toEqual(['Oi!'])
})

it('is refused for a conversation of another tenant', async () => {
  const other = await makeTenant(db)
  await expect(writeNote(db, actor(), other.conversationId, note)).rejects.toMatchObject({
    code: 'conversation.not_found',
  })
})

it('carries the number of its arrival, which orders messages of one instant', async () => {
  const later = { clientId: 'note-2-of-ana', text: 'Já combinado.' }
  await writeNote(db, actor(), tenant.conversationId, note)
  await writeNote(db, actor(), tenant.conversationId, later)
  await within((tx) =>
    tx.query("update message set at = '2026-11-02T12:00:00Z' where tenant_id = $1", [tx.tenantId]),
  )
  const { items } = await within((tx) => listMessages(tx, tenant.conversationId, { limit: 50 }))
  expect(items.map(({ text }) => text)).toEqual([note.text, later.text])
  const [one, two] = items.map(({ arrival }) => arrival)
  expect(one).toBeTypeOf('number')
  expect(two).toBeGreaterThan(one ?? Number.POSITIVE_INFINITY)
})
