import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeConversation, makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { lockConversation, step } from './conversation.repo.ts'
import { customerAskedAt } from './late.repo.ts'
import { mergeContacts } from './merge.ts'
import { openOutbound, queueMessage } from './outbound.repo.ts'
import { createPeople } from './people.ts'
import { listMessages, readConversation } from './reading.repo.ts'
import { receiveMessage, receiveOwn } from './receive.ts'
import { settle } from './settle.ts'
import { openBubbles } from './turn.repo.ts'
import { memoryOf } from './turn.ts'

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
    const conversation = await mergeContacts(tx, [kept.contactId, left.contactId], tenant.instanceId, 't')
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

describe('a send that is in flight in the thread that goes', () => {
  /** The bot's message is claimed in the younger thread when the two prove to be one person's. */
  async function mergedInTheAir() {
    const company = await makeTenant(db)
    const kept = company
    const left = await makeConversation(db, company)
    const names: [string, string][] = [
      [phone.identities[0]!, kept.contactId],
      [lid.identities[0]!, left.contactId],
    ]
    const within = <T>(work: Parameters<typeof db.tenant<T>>[1]) => db.tenant(company.tenantId, work)
    const messageId = await within(async (tx) => {
      for (const [identity, contactId] of names)
        await tx.query('insert into contact_identity (tenant_id, identity, contact_id) values ($1, $2, $3)', [
          tx.tenantId,
          identity,
          contactId,
        ])
      const conversation = (await lockConversation(tx, left.conversationId))!
      const said = { author: 'ai' as const, text: 'Abrimos às 6h.', epoch: conversation.epoch, traceId: 't' }
      const outbound = await queueMessage(tx, conversation, { ...said, claimFor: 1 })
      await mergeContacts(tx, [kept.contactId, left.contactId], company.instanceId, 't')
      return outbound.messageId
    })
    const context = {
      instanceId: company.instanceId,
      traceId: 't',
      settings: async () => ({
        debounce: { completeMs: 1200, fragmentMs: 1200, capMs: 6000 },
        readsImages: false,
      }),
    }
    const echo = (words: string) =>
      within((tx) =>
        receiveOwn(
          tx,
          {
            type: 'from_me',
            waId: `ECHO-${words}`,
            peer: { ...lid, name: null },
            at: now,
            content: { kind: 'text', text: words, media: null },
          },
          context,
        ),
      )
    const settled = () =>
      within((tx) => settle(tx, left.conversationId, messageId, { kind: 'accepted', waId: 'OURS' }, 1))
    const state = () => within(async (tx) => (await lockConversation(tx, kept.conversationId))!.state)
    return { echo, settled, state, within, messageId, kept, company }
  }

  it('is waited for by its echo, which is no person’s', async () => {
    const { echo, settled, state } = await mergedInTheAir()
    expect(await echo('Abrimos às 6h.')).toBe('postponed')
    expect(await settled()).toBe(true)
    expect(await state()).toBe('ai_active')
  })

  it('does not hide a person who writes meanwhile', async () => {
    const { echo, settled, state } = await mergedInTheAir()
    expect(await echo('eu respondo daqui')).toBe('postponed')
    await settled()
    expect(await state()).toBe('human_replied')
  })

  it('goes on under the epoch of the kept thread, should WhatsApp lack it', async () => {
    const { within, messageId, kept } = await mergedInTheAir()
    const [row] = await within(async (tx) => {
      const conversation = (await lockConversation(tx, kept.conversationId))!
      await step(tx, conversation, {
        type: 'handed_off',
        at: tx.now,
        reason: 'low_confidence',
        question: 'tem vaga?',
      })
      return tx.query<{ same: boolean }>(
        `select o.epoch = v.epoch as same from outbound o join conversation v on v.tenant_id = o.tenant_id and v.id = $3
         where o.tenant_id = $1 and o.message_id = $2`,
        [tx.tenantId, messageId, conversation.id],
      )
    })
    expect(row).toEqual({ same: true })
  })

  it('stays void, though the kept thread counts the epoch it was said under', async () => {
    const company = await makeTenant(db)
    const left = await makeConversation(db, company)
    await db.tenant(company.tenantId, async (tx) => {
      const conversation = (await lockConversation(tx, left.conversationId))!
      const said = { author: 'ai' as const, text: 'Abrimos às 6h.', epoch: conversation.epoch, traceId: 't' }
      const { messageId } = await queueMessage(tx, conversation, { ...said, claimFor: 1 })
      // Somebody takes it and gives it back: the thread that goes is two epochs on, the kept one at its first.
      await step(tx, conversation, { type: 'claimed', at: tx.now, memberId: company.memberId })
      await step(tx, conversation, { type: 'returned', at: tx.now })
      const kept = await mergeContacts(tx, [company.contactId, left.contactId], company.instanceId, 't')
      const [row] = await tx.query<{ epoch: number }>(
        'select epoch from outbound where tenant_id = $1 and message_id = $2',
        [tx.tenantId, messageId],
      )
      expect(row!.epoch).not.toBe(kept.epoch)
    })
  })

  it.each([
    ['goes out after all while the customer has not written again', 5, 0],
    ['is void when they had', 4, -1],
  ])('and was said unless they write: it %s, by the turns of the kept thread', async (_name, at, forTurn) => {
    const company = await makeTenant(db)
    const left = await makeConversation(db, company)
    await db.tenant(company.tenantId, async (tx) => {
      const said = { author: 'ai' as const, text: 'Voltei!', epoch: 0, traceId: 't', unlessWritten: true }
      const conversation = (await lockConversation(tx, left.conversationId))!
      const then = { ...conversation, turnRevision: at }
      const { messageId } = await queueMessage(tx, then, { ...said, claimFor: 1 })
      await tx.query(
        'update conversation set turn_revision = 5, answered_revision = 5 where tenant_id = $1 and id = $2',
        [tx.tenantId, left.conversationId],
      )
      const kept = await mergeContacts(tx, [company.contactId, left.contactId], company.instanceId, 't')
      await settle(tx, left.conversationId, messageId, { kind: 'not_sent', failure: 'down' }, 1)
      expect(kept.turnRevision).toBe(0)
      const open = await openOutbound(tx, kept.id)
      expect(open).toMatchObject([{ messageId, state: 'queued', forTurn }])
    })
  })

  it('may be sent anew by hand from the kept thread when it failed', async () => {
    const { within, kept, company } = await mergedInTheAir()
    const left = await makeConversation(db, company)
    const failed = await within(async (tx) => {
      const conversation = (await lockConversation(tx, left.conversationId))!
      const said = { author: 'member' as const, memberId: company.memberId, text: 'Oi!', epoch: null }
      const { messageId } = await queueMessage(tx, conversation, { ...said, traceId: 't', claimFor: 1 })
      await mergeContacts(tx, [kept.contactId, left.contactId], company.instanceId, 't')
      await settle(tx, left.conversationId, messageId, { kind: 'refused', failure: 'invalid' }, 1)
      return messageId
    })
    const actor = { tenantId: company.tenantId, memberId: company.memberId, name: 'Ana', traceId: 't' }
    await createPeople({ db }).retry(actor, kept.conversationId, failed)
    const [open] = await within((tx) => openOutbound(tx, kept.conversationId)).then((rows) =>
      rows.filter(({ messageId }) => messageId === failed),
    )
    expect(open).toMatchObject({ state: 'queued' })
  })
})

it('threads that are merged one after the other lead to the kept one at once, and what was asked stays in the memory', async () => {
  const company = await makeTenant(db)
  const threads = [company, await makeConversation(db, company), await makeConversation(db, company)].sort(
    (a, b) => a.contactId.localeCompare(b.contactId),
  )
  const [first, second, third] = threads
  const merge = (one: typeof first, other: typeof first) =>
    db.tenant(company.tenantId, (tx) =>
      mergeContacts(tx, [one!.contactId, other!.contactId], company.instanceId, 't'),
    )
  await db.tenant(company.tenantId, async (tx) => {
    const conversation = (await lockConversation(tx, third!.conversationId))!
    await tx.query(
      `insert into message (tenant_id, id, conversation_id, direction, author, kind, content, status, at, turn_revision, created_at)
       values ($1, gen_random_uuid(), $2, 'in', 'contact', 'text', 'tem estacionamento?', 'received', $3, 1, $3)`,
      [tx.tenantId, conversation.id, tx.now],
    )
    await tx.query(
      'update conversation set turn_revision = 1, answered_revision = 1 where tenant_id = $1 and id = $2',
      [tx.tenantId, conversation.id],
    )
  })
  await merge(second, third)
  await merge(first, second)
  await db.tenant(company.tenantId, async (tx) => {
    const rows = await tx.query<{ merged: string | null }>(
      'select merged_into as merged from conversation where tenant_id = $1 and merged_into is not null',
      [tx.tenantId],
    )
    expect(rows).toEqual([{ merged: first!.conversationId }, { merged: first!.conversationId }])
    const kept = (await lockConversation(tx, first!.conversationId))!
    expect((await memoryOf(tx, kept)).map(({ text }) => text)).toEqual(['tem estacionamento?'])
    expect(await customerAskedAt(tx, kept.id)).toEqual(tx.now)
  })
})

it('one answer that went to both threads by one click does not hold up their merge, and is still said once', async () => {
  const company = await makeTenant(db)
  const left = await makeConversation(db, company)
  const [first, second] = [company, left].sort((a, b) => a.contactId.localeCompare(b.contactId))
  const people = createPeople({ db })
  const actor = { tenantId: company.tenantId, memberId: company.memberId, name: 'Ana', traceId: 't' }
  const click = { clientId: 'one-click-for-all', text: 'Entregamos sim.' }
  const said = await people.send(actor, first!.conversationId, click)
  await people.send(actor, second!.conversationId, click)
  await db.tenant(company.tenantId, (tx) =>
    mergeContacts(tx, [company.contactId, left.contactId], company.instanceId, 't'),
  )
  const shown = () =>
    db.tenant(company.tenantId, (tx) => listMessages(tx, second!.conversationId, { limit: 10 }))
  expect((await shown()).items.map(({ text, clientId }) => [text, clientId])).toEqual([
    ['Entregamos sim.', click.clientId],
    ['Entregamos sim.', undefined],
  ])
  expect(await people.send(actor, second!.conversationId, click)).toBe(said)
  expect((await shown()).items).toHaveLength(2)
})
