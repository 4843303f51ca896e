import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { makeConversation, makeTenant, type TestTenant } from '../../test/tenant.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { lockConversation, step } from './conversation.repo.ts'
import { mergeContacts } from './merge.ts'
import { queueMessage } from './outbound.repo.ts'
import { listMessages, readConversation } from './reading.repo.ts'
import { receiveMessage, receiveOwn } from './receive.ts'
import { openBubbles } from './turn.ts'

let database: TestDatabase
let db: Database
let tenant: TestTenant
let now = new Date('2026-11-23T12:00:00Z')
const clock = { now: () => now }

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

const phone = {
  identities: ['phone:5531988887777'],
  phone: '5531988887777',
  jid: '5531988887777@s.whatsapp.net',
}
const lid = { identities: ['lid:123456789'], phone: null, jid: '123456789@lid' }

it('a bubble that names a customer’s phone and the LID a person answered stands in the kept thread and opens its turn there', async () => {
  const maria = await makeTenant(db)
  const debounce = { completeMs: 1200, fragmentMs: 1200, capMs: 6000 }
  const context = {
    instanceId: maria.instanceId,
    traceId: 't',
    settings: async () => ({ debounce, readsImages: false }),
  }
  let waId = 0
  const comes = (type: 'message' | 'from_me', peer: typeof phone | typeof lid, words: string) => {
    now = new Date(now.getTime() + 1000)
    return db.tenant(maria.tenantId, (tx) => {
      const content = { kind: 'text' as const, text: words, media: null }
      const event = { waId: `M${++waId}`, peer: { ...peer, name: 'Maria' }, at: now, content }
      return type === 'message'
        ? receiveMessage(tx, { type, ...event }, context)
        : receiveOwn(tx, { type, ...event }, context)
    })
  }
  await comes('message', phone, 'bom dia')
  await comes('message', lid, 'quero um bolo')
  await comes('from_me', lid, 'oi Maria, qual sabor?')
  await comes(
    'message',
    { ...phone, identities: [...phone.identities, ...lid.identities] },
    'chocolate, para sábado',
  )

  await db.tenant(maria.tenantId, async (tx) => {
    const threads = await tx.query<{ id: string; merged: string | null }>(
      `select id, merged_into as merged from conversation where tenant_id = $1 and id <> $2 order by id`,
      [tx.tenantId, maria.conversationId],
    )
    const [kept, left] = threads
    expect(threads.map(({ merged }) => merged)).toEqual([null, kept!.id])
    // Whoever still knows the younger one is led to the kept one.
    for (const { id } of threads) {
      const conversation = await readConversation(tx, id)
      expect(conversation).toMatchObject({
        id: kept!.id,
        state: 'human_replied',
        lastMessage: { text: 'chocolate, para sábado' },
      })
    }
    const { items } = await listMessages(tx, kept!.id, { limit: 10 })
    expect(items.map(({ text }) => text).sort()).toEqual(
      ['bom dia', 'chocolate, para sábado', 'oi Maria, qual sabor?', 'quero um bolo'].sort(),
    )
    const row = (await lockConversation(tx, left!.id))!
    expect(row).toMatchObject({ id: kept!.id, turnDueAt: new Date(now.getTime() + 1200) })
    const open = await openBubbles(tx, row)
    expect(open.map(({ text }) => text)).toEqual(['bom dia', 'quero um bolo', 'chocolate, para sábado'])
  })
})
