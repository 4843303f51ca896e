import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { composeTask } from '../../src/answer/index.ts'
import { createDispatcher, createPeople } from '../../src/conversations/index.ts'
import { createProposals } from '../../src/learning/index.ts'
import { clearFilesOf, fetchMediaTask, type MediaStore } from '../../src/media/index.ts'
import { type Database, openDatabase } from '../../src/platform/database.ts'
import { roleUrl } from '../../src/platform/roles.ts'
import { uuidv7 } from '../../src/platform/uuid.ts'
import { privacyExportTask } from '../../src/privacy/index.ts'
import type { WhatsappGateway } from '../../src/whatsapp/index.ts'
import { type Erasing, erasing, type Record_, tombstones } from './erasing.ts'
import { tablesNaming } from './everywhere.ts'

// What is under way at the instant of an erasure ends quietly, and writes nothing behind it.

const PHONE = '5531988887777'
const WORD = 'zubralix'
let now = new Date('2026-11-24T15:00:00.300Z')
let database: TestDatabase
let db: Database
let tenant: TestTenant
let here: Erasing
let contactId: string
let conversationId: string

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: { now: () => now } })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})
beforeEach(async () => {
  tenant = await makeTenant(db, now)
  here = erasing(db, tenant, () => now)
  await here.receive('messages.upsert', said('M1', `quanto custa o ${WORD}?`))
  now = new Date(now.getTime() + 1_000)
  contactId = (await here.contactOf(`phone:${PHONE}`))!
  const [row] = await here.rows<{ id: string }>(
    'select id from conversation where tenant_id = $1 and contact_id = $2',
    [contactId],
  )
  conversationId = row!.id
})

const said = (id: string, text: string, message?: object): Record_ => ({
  key: { remoteJid: `${PHONE}@s.whatsapp.net`, fromMe: false, id },
  message: message ?? { conversation: text },
  messageTimestamp: here.seconds(),
  pushName: WORD,
})
const nowhere = async () =>
  expect(await tablesNaming(database.url, tenant.tenantId, [WORD, PHONE, '553188887777'])).toEqual([])

/** Something that takes its time: `begun` when it is asked, answered when `go` is called. */
function slow<T>(answer: () => T) {
  const [asked, may] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  return {
    begun: asked.promise,
    go: may.resolve,
    work: async (): Promise<T> => {
      asked.resolve()
      await may.promise
      return answer()
    },
  }
}

/** Files in memory. */
function store() {
  const files = new Map<string, Buffer>()
  const of: MediaStore = {
    put: async (key, bytes) => void files.set(key, bytes),
    read: async (key) => (files.has(key) ? Readable.from([files.get(key)!]) : null),
    remove: async (key) => void files.delete(key),
    health: async () => undefined,
  }
  return { files, of }
}

function composing(decide: () => Promise<never>, gateway: Partial<WhatsappGateway> = {}) {
  const sending = { findSent: async () => [], ...gateway } as WhatsappGateway
  const dispatcher = createDispatcher({
    ...{ db, gateway: sending, process: () => 1, now: () => now, tombstones },
  })
  const compose = composeTask({ db, dispatcher, process: () => 1, decide })
  return compose({ tenantId: tenant.tenantId, conversationId, traceId: 't' })
}
const answer = {
  ...{ decision: 'reply', text: `O ${WORD} custa R$ 3,00.`, confidence: 0.9, chunks: [], model: null },
  ...{ tokens: null, costUsdMicro: 0, timings: {} },
} as never

it('an answer that is being thought of is not given', async () => {
  const deciding = slow(() => answer)
  const composed = composing(deciding.work)
  await deciding.begun
  const { id } = await here.begin(contactId)
  deciding.go()
  await composed
  await here.finish(id)
  await nowhere()
})

it('nor is one whose thread is gone by then', async () => {
  const deciding = slow(() => answer)
  const composed = composing(deciding.work)
  await deciding.begun
  await here.erase(contactId)
  deciding.go()
  await composed
  await nowhere()
})

it('a message that was in the air comes to rest nowhere', async () => {
  const sending = slow(() => ({ kind: 'accepted' as const, waId: 'S1', jid: 'x', at: now }))
  const composed = composing(async () => answer, { sendText: sending.work })
  await sending.begun
  await here.erase(contactId)
  sending.go()
  await composed
  await nowhere()
})

it('nor is it said to a new acquaintance when only the count tells of it', async () => {
  const sending = slow(() => ({ kind: 'accepted' as const, waId: 'S1', jid: 'x', at: now }))
  const composed = composing(async () => answer, { sendText: sending.work })
  await sending.begun
  const since = new Date(now.getTime() - 60_000)
  await here.erase(contactId)
  now = new Date(now.getTime() + 2_000)
  const sent = said('S1', `O ${WORD} custa R$ 3,00.`)
  sent.key.fromMe = true
  sending.go()
  await composed
  now = new Date(now.getTime() + 10_000)
  expect(await here.receive('messages.upsert', said('N1', 'bom dia'))).toBe('stored')
  now = new Date(now.getTime() + 300_000)
  expect(await here.count([sent], since)).toEqual({ missed: 0, erased: 1 })
})

describe('between its instant and the end of its rows', () => {
  const actor = () => ({ tenantId: tenant.tenantId, memberId: tenant.memberId, name: 'Ana', traceId: 't' })

  it('nobody replies, claims or repeats anything there', async () => {
    const people = createPeople({ db })
    const { id } = await here.begin(contactId)
    const reply = { clientId: 'a-late-reply', text: `o ${WORD} sai às 16h` }
    const gone = { code: 'conversation.not_found' }
    await expect(people.send(actor(), conversationId, reply)).rejects.toMatchObject(gone)
    await expect(people.claim(actor(), conversationId, true)).rejects.toMatchObject(gone)
    await expect(people.retry(actor(), conversationId, uuidv7())).rejects.toMatchObject(gone)
    await here.finish(id)
    await nowhere()
  })

  it('a message that was in the air and comes back unsent does not leave again', async () => {
    const sent: string[] = []
    const sending = slow(() => ({ kind: 'not_sent' as const, failure: 'down' }))
    const gateway = {
      sendText: async ({ text }: { text: string }) => {
        sent.push(text)
        return sending.work()
      },
    }
    const composed = composing(async () => answer, gateway)
    await sending.begun
    const { id } = await here.begin(contactId)
    sending.go()
    await composed
    now = new Date(now.getTime() + 3_600_000)
    const dispatcher = createDispatcher({
      ...{ db, gateway: gateway as unknown as WhatsappGateway, process: () => 1, now: () => now, tombstones },
    })
    expect(await dispatcher.run(tenant.tenantId, conversationId)).toBeNull()
    expect(sent).toHaveLength(1)
    await here.finish(id)
    await nowhere()
  })
})

it('a file that was on its way is in the store no longer than it takes to see that nobody names it', async () => {
  const image = { imageMessage: { mimetype: 'image/png', caption: WORD, fileLength: 8 } }
  await here.receive('messages.upsert', said('F1', '', image))
  now = new Date(now.getTime() + 1_000)
  const [message] = await here.rows<{ id: string }>(
    `select id from message where tenant_id = $1 and wa_id = 'F1'`,
  )
  const bytes = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const fetching = slow(() => ({ bytes, mime: 'image/png', fileName: null }))
  const { files, of } = store()
  const fetch = fetchMediaTask({
    ...{ db, store: of, models: {} as never, ceilingUsdMicro: 1e9 },
    gateway: { fetchFile: fetching.work },
    settings: async () => ({ debounce: { completeMs: 0, fragmentMs: 0, capMs: 0 }, readsImages: false }),
  })
  const fetched = fetch({ tenantId: tenant.tenantId, messageId: message!.id, traceId: 't' })
  await fetching.begun
  await here.erase(contactId)
  await clearFilesOf({ db, store: of })(tenant.tenantId)
  fetching.go()
  await fetched
  expect([...files.keys()]).toEqual([])
  expect(await here.rows('select from media_garbage where tenant_id = $1')).toEqual([])
  await nowhere()
})

it('a pair that is being compared with the knowledge is not proposed', async () => {
  const searching = slow(() => ({ chunks: [] }) as never)
  const proposals = createProposals({ db, publisher: {} as never, search: searching.work })
  const proposed = proposals.propose(tenant.tenantId, {
    ...{ conversationId, question: `e o ${WORD}?`, answer: 'Às 16h.', memberId: null },
  })
  await searching.begun
  await here.erase(contactId)
  searching.go()
  await expect(proposed).rejects.toMatchObject({ code: 'conversation.not_found' })
  await nowhere()
})

it('an export of the company that is being made is waited for and taken away; one that comes later is clean', async () => {
  const order = async () => {
    const id = uuidv7()
    await here.rows(
      `insert into privacy_export (tenant_id, id, status, requested_by, requested_at) values ($1, $2, 'preparing', $3, $4)`,
      [id, tenant.memberId, now],
    )
    return id
  }
  await here.rows(
    `insert into media (tenant_id, message_id, state, storage_key, created_at, updated_at)
     select tenant_id, id, 'ready', 'k', $2, $2 from message where tenant_id = $1`,
    [now],
  )
  const reading = slow(() => null)
  const made = await order()
  const make = privacyExportTask({ db, readFile: reading.work })
  const making = make({ tenantId: tenant.tenantId, exportId: made })
  await reading.begun
  const { id } = await here.begin(contactId)
  const erased = here.finish(id)
  reading.go()
  await Promise.all([making, erased])
  const rows = await here.rows<{ status: string }>('select status from privacy_export where tenant_id = $1')
  expect(rows).toEqual([{ status: 'expired' }])
  await nowhere()
  await privacyExportTask({ db, readFile: async () => null })({
    tenantId: tenant.tenantId,
    exportId: await order(),
  })
  await nowhere()
})

it('of an Ensaio only the person’s questions go, and its figures follow', async () => {
  const [rehearsal, other] = [uuidv7(), uuidv7()]
  await here.rows(
    `insert into rehearsal (tenant_id, id, content, status, source, done, total, started_by, created_at, expires_at)
     values ($1, $2, 'texto', 'done', 'customers', 4, 4, $3, $4, $4)`,
    [rehearsal, tenant.memberId, now],
  )
  const items: [string, string[]][] = [
    [`quanto custa o ${WORD}?`, [conversationId]],
    [`e o ${WORD} inteiro?`, [other, conversationId]],
    ['que horas abre?', [other]],
    // Of before anybody wrote down whose it is.
    [`o ${WORD} antigo?`, []],
  ]
  for (const [at, [question, whose]] of items.entries())
    await here.rows(
      `insert into rehearsal_item (tenant_id, id, rehearsal_id, position, question, asked, verdict, conversation_ids)
       values ($1, $2, $3, $4, $5, 1, 'unchanged', $6)`,
      [uuidv7(), rehearsal, at, question, whose],
    )
  await here.erase(contactId)
  expect(await here.rows('select question from rehearsal_item where tenant_id = $1')).toEqual([
    { question: 'que horas abre?' },
  ])
  expect(await here.rows('select done, total from rehearsal where tenant_id = $1')).toEqual([
    { done: 1, total: 1 },
  ])
  await nowhere()
})
