import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { lockConversation } from '../../src/conversations/index.ts'
import { listConversations, listMessages } from '../../src/conversations/reading.repo.ts'
import { settle } from '../../src/conversations/settle.ts'
import { memoryOf } from '../../src/conversations/turn.ts'
import { type Database, openDatabase } from '../../src/platform/database.ts'
import { roleUrl } from '../../src/platform/roles.ts'
import { uuidv7 } from '../../src/platform/uuid.ts'
import { type Erasing, erasing, type Record_ } from './erasing.ts'
import { tablesNaming } from './everywhere.ts'

// One person is kept as two: by phone and by LID. The one is erased; only then an event tells that the other is the same.

const START = new Date('2026-11-24T15:00:00.300Z')
const PHONE = '5531988887777'
const LID = '98765432101234'
const BY_PHONE = { remoteJid: `${PHONE}@s.whatsapp.net` }
const BY_LID = { remoteJid: `${LID}@lid` }
const BOTH = { ...BY_PHONE, remoteJidAlt: `${LID}@lid` }
/** In everything that was said before the erasure, and in what was decided about it. */
const WORD = 'zubralix'
let now = START
const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}
let database: TestDatabase
let db: Database
let tenant: TestTenant
let here: Erasing

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
  here = erasing(db, tenant, () => now)
})

const said = (id: string, text: string, key: Partial<Record_['key']>, at = here.seconds()): Record_ => ({
  message: { conversation: text },
  messageTimestamp: at,
  key: { remoteJid: BY_PHONE.remoteJid, fromMe: false, id, ...key },
})
const tell = (record: Record_) => here.receive('messages.upsert', record)
const open = () =>
  here.rows<{ id: string }>(`select id from erasure_certificate where tenant_id = $1 and status = 'erasing'`)
const nowhere = async () => expect(await tablesNaming(database.url, tenant.tenantId, [WORD])).toEqual([])
const threadOf = async (name: string) =>
  (
    await here.rows<{ id: string }>(
      'select v.id from conversation v join contact_identity i using (tenant_id, contact_id) where tenant_id = $1 and identity = $2',
      [name],
    )
  )[0]!.id

/** What a console and the AI see: of every thread in the list, and of one the AI is asked in. */
async function seen(threadId: string) {
  return db.tenant(tenant.tenantId, async (tx) => {
    const { items } = await listConversations(tx, { limit: 50 })
    const own = items.filter(({ id }) => id !== tenant.conversationId)
    const messages = await Promise.all(own.map(({ id }) => listMessages(tx, id, { limit: 50 })))
    const conversation = (await lockConversation(tx, threadId))!
    const memory = await memoryOf(tx, { ...conversation, answeredRevision: conversation.turnRevision })
    return {
      shown: messages.flatMap((page) => page.items.map(({ text }) => text)),
      remembered: memory.map(({ text }) => text),
      asText: JSON.stringify([own, messages, memory]),
    }
  })
}

/** Both wrote; the one by phone was erased a minute later. Answers the thread of the one by LID. */
async function oneErased(): Promise<string> {
  expect(await tell(said('P1', 'oi', BY_PHONE))).toBe('stored')
  expect(await tell(said('L1', `quero ${WORD}`, BY_LID))).toBe('stored')
  expect(await tell(said('L2', `anotado, ${WORD}`, { ...BY_LID, fromMe: true }))).toBe('takeover')
  expect(await tell(said('L3', `e mais ${WORD}`, BY_LID))).toBe('stored')
  const thread = await threadOf(`lid:${LID}`)
  await here.rows(
    `update conversation set handoff_question = $3, waiting_since = $4 where tenant_id = $1 and id = $2`,
    [thread, `${WORD}?`, now],
  )
  await here.rows(
    `insert into receipt (tenant_id, id, conversation_id, turn_revision, decision, question, trace_id, created_at)
     values ($1, $2, $3, 1, 'silence', $4, 't', $5)`,
    [uuidv7(), thread, WORD, now],
  )
  await here.rows(
    `insert into proposal (tenant_id, id, question, answer, content, pair_hash, conversation_id, created_at)
     values ($1, $2, $4, 'sim', $4, 'h', $3, $5)`,
    [uuidv7(), thread, WORD, now],
  )
  later(60_000)
  await here.erase((await here.contactOf(`phone:${PHONE}`))!)
  later(60_000)
  return thread
}

async function finishAll(): Promise<void> {
  for (const { id } of await open()) await here.finish(id)
}

it('a word of today that names both begins anew; nothing of before is shown, remembered or kept', async () => {
  const old = await oneErased()
  expect(await tell(said('B1', 'bom dia', BOTH))).toBe('stored')
  const thread = await threadOf(`phone:${PHONE}`)
  expect(await threadOf(`lid:${LID}`)).toBe(thread)
  expect(thread).not.toBe(old)
  // At once, before any job.
  const { asText, ...words } = await seen(thread)
  expect(words).toEqual({ shown: ['bom dia'], remembered: ['bom dia'] })
  expect(asText).not.toContain(WORD)
  const told = await here.rows(
    `select from event_log where tenant_id = $1 and conversation_id = $2 and type = 'conversation.changed' and at = $3`,
    [old, now],
  )
  expect(told.length).toBeGreaterThan(0)

  const [certificate, ...others] = await open()
  expect(others).toEqual([])
  await here.finish(certificate!.id)
  await nowhere()
  // The job again changes nothing, also when it broke off at its end.
  const rows = () =>
    here.rows('select counts from erasure_certificate where tenant_id = $1 and id = $2', [certificate!.id])
  const counts = await rows()
  expect(counts).toMatchObject([
    { counts: { contact: 1, conversation: 1, message: 3, receipt: 1, proposal: 1 } },
  ])
  await here.rows(`update erasure_certificate set status = 'erasing' where tenant_id = $1 and id = $2`, [
    certificate!.id,
  ])
  await here.finish(certificate!.id)
  expect(await rows()).toEqual(counts)
  expect((await seen(thread)).shown).toEqual(['bom dia'])
})

it('told again, the event and what was said before change nothing', async () => {
  await oneErased()
  const then = here.seconds() - 120
  const word = said('B1', 'bom dia', BOTH)
  expect(await tell(word)).toBe('stored')
  expect(await tell(word)).toBe('duplicate')
  const certificates = () => here.rows('select from erasure_certificate where tenant_id = $1')
  expect(await certificates()).toHaveLength(2)
  for (const key of [BY_LID, BY_PHONE, BOTH, { ...BY_LID, fromMe: true }])
    for (const id of ['L1', 'L2', 'NEVER']) expect(await tell(said(id, WORD, key, then))).toBe('erased')
  expect(
    await here.count([said('L1', WORD, BY_LID, then)], new Date(START.getTime() - 60_000)),
  ).toMatchObject({ missed: 0 })
  await finishAll()
  expect(await tell(word)).toBe('duplicate')
  expect(await certificates()).toHaveLength(2)
  await nowhere()
})

it('what either said after the erasure stays, with its turn, its answer and who holds it', async () => {
  await oneErased()
  expect(await tell(said('P2', 'voltei', BY_PHONE))).toBe('stored')
  later(2_000)
  expect(await tell(said('L4', 'e o pão?', BY_LID))).toBe('stored')
  expect(await tell(said('L5', 'já vai', { ...BY_LID, fromMe: true }))).toBe('takeover')
  later(2_000)
  expect(await tell(said('L6', 'obrigada', BY_LID))).toBe('stored')
  // Told late: said before, and taken in under the name that nobody knew to be erased.
  expect(await tell(said('L7', `antes, ${WORD}`, BY_LID, here.seconds() - 90))).toBe('stored')
  later(2_000)
  expect(await tell(said('B1', 'bom dia', BOTH))).toBe('stored')
  const thread = await threadOf(`lid:${LID}`)
  const after = ['voltei', 'e o pão?', 'já vai', 'obrigada', 'bom dia']
  expect(await seen(thread)).toMatchObject({ shown: after, remembered: after })
  expect((await seen(thread)).asText).not.toContain(WORD)
  const [row] = await here.rows<{ state: string; unread: number; question: string | null; isOpen: boolean }>(
    `select state, unread, handoff_question as question, turn_revision > answered_revision as "isOpen" from conversation
     where tenant_id = $1 and id = $2`,
    [thread],
  )
  expect(row).toMatchObject({ state: 'human_replied', question: null, isOpen: true })
  await finishAll()
  await nowhere()
  expect((await seen(thread)).shown).toEqual(after)
  expect(
    await here.rows(
      `select from raw_event where tenant_id = $1 and body::text ~ 'e o pão|obrigada|voltei|bom dia'`,
    ),
  ).toHaveLength(4)
})

it('a decision about later words goes along; one about a question of before is deleted with it', async () => {
  const old = await oneErased()
  const [{ asked }] = (await here.rows<{ asked: number }>(
    'select turn_revision as asked from conversation where tenant_id = $1 and id = $2',
    [old],
  )) as [{ asked: number }]
  const decided = (revision: number, question: string) =>
    here.rows(
      `insert into receipt (tenant_id, id, conversation_id, turn_revision, decision, question, trace_id, created_at)
       values ($1, $2, $3, $4, 'silence', $5, 't', $6)`,
      [uuidv7(), old, revision, question, now],
    )
  await decided(asked, `${WORD}?`)
  await here.rows(
    `insert into message (tenant_id, id, conversation_id, direction, author, kind, content, status, at, created_at, receipt_id)
     select tenant_id, $2, conversation_id, 'out', 'ai', 'text', $3, 'sent', date_trunc('second', $4::timestamptz), $4, id
     from receipt where tenant_id = $1 and created_at = $4`,
    [uuidv7(), `${WORD}: R$ 5`, now],
  )
  later(2_000)
  await tell(said('L4', 'e o pão?', BY_LID))
  await decided(asked + 1, 'e o pão?')
  later(2_000)
  await tell(said('B1', 'bom dia', BOTH))
  const words = ['e o pão?', 'bom dia']
  expect(await seen(await threadOf(`lid:${LID}`))).toMatchObject({ shown: words, remembered: words })
  await finishAll()
  expect(await here.rows('select question from receipt where tenant_id = $1')).toEqual([
    { question: 'e o pão?' },
  ])
  await nowhere()
})

it('a message of before that names both, delivered or met by the count, erases the other thread, too', async () => {
  await oneErased()
  const then = here.seconds() - 90
  expect(await tell(said('B0', 'oi', BOTH, then))).toBe('erased')
  await finishAll()
  await nowhere()
  expect(await here.contactOf(`lid:${LID}`)).toBeNull()

  tenant = await makeTenant(db, now)
  here = erasing(db, tenant, () => now)
  await oneErased()
  later(300_000)
  const met = said('B0', 'oi', BOTH, here.seconds() - 400)
  expect(await here.count([met], new Date(now.getTime() - 600_000))).toEqual({ missed: 0, erased: 1 })
  await finishAll()
  await nowhere()
  expect(await here.contactOf(`lid:${LID}`)).toBeNull()
})

it('files go with what was said before, and stay with what was said later', async () => {
  await oneErased()
  await tell(said('L4', 'e o pão?', BY_LID))
  for (const id of ['L1', 'L4'])
    await here.rows(
      `insert into media (tenant_id, message_id, state, storage_key, created_at, updated_at)
       select tenant_id, id, 'ready', 'file of ' || wa_id, at, at from message where tenant_id = $1 and wa_id = $2`,
      [id],
    )
  await tell(said('B1', 'bom dia', BOTH))
  await finishAll()
  const keys = (table: string) => here.rows(`select storage_key as key from ${table} where tenant_id = $1`)
  expect(await keys('media')).toEqual([{ key: 'file of L4' }])
  expect(await keys('media_garbage')).toEqual([{ key: 'file of L1' }])
})

it('a send of later words that is in the air comes to rest where they go on', async () => {
  const old = await oneErased()
  await tell(said('L4', 'e o pão?', BY_LID))
  const messageId = uuidv7()
  await here.rows(
    `insert into message (tenant_id, id, conversation_id, direction, author, member_id, kind, content, status, at, created_at)
     values ($1, $2, $3, 'out', 'member', $4, 'text', 'às 16h', 'sending', date_trunc('second', $5::timestamptz), $5)`,
    [messageId, old, tenant.memberId, now],
  )
  await here.rows(
    `insert into outbound (tenant_id, message_id, conversation_id, body, state, attempts, not_before, trace_id, created_at, claimed_at)
     values ($1, $2, $3, 'às 16h', 'claimed', 1, $4, 't', $4, $4)`,
    [messageId, old, now],
  )
  later(1_000)
  await tell(said('B1', 'bom dia', BOTH))
  await finishAll()
  const settled = await db.tenant(tenant.tenantId, (tx) =>
    settle(tx, old, messageId, { kind: 'accepted', waId: 'OURS' }),
  )
  expect(settled).toBe(true)
  expect(
    await here.rows('select status, wa_id as id from message where tenant_id = $1 and id = $2', [messageId]),
  ).toEqual([{ status: 'sent', id: 'OURS' }])
})

it('two events that tell it at once find it once', async () => {
  await oneErased()
  const both = ['B1', 'B2', 'B3'].map((id) => tell(said(id, id, BOTH)))
  expect(await Promise.all(both)).toEqual(['stored', 'stored', 'stored'])
  expect(await open()).toHaveLength(1)
  const { shown, remembered } = await seen(await threadOf(`lid:${LID}`))
  expect(shown.toSorted()).toEqual(['B1', 'B2', 'B3'])
  expect(remembered.toSorted()).toEqual(['B1', 'B2', 'B3'])
  await finishAll()
  await nowhere()
})
