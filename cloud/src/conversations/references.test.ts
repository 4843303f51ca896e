import { DEFAULT_BOT_SETTINGS } from '@plantao/shared/bot-settings'
import type { Message, MessageAuthor } from '@plantao/shared/conversations'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeConversation, makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { createTombstones } from '../whatsapp/index.ts'
import { mergeContacts } from './merge.ts'
import { insertMessage } from './message.repo.ts'
import { listMessages } from './reading.repo.ts'
import { receiveTask } from './receive.task.ts'
import { mayChange } from './whose.ts'

/** A stranger's message may name any other: whose that is, only our own record tells. */

const OWN = '5531977770000@s.whatsapp.net'
const clock = { now: () => new Date('2026-11-23T12:00:00Z') }
let database: TestDatabase
let db: Database
let tenant: TestTenant
let count = 0

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})
beforeEach(async () => {
  tenant = await namedTenant()
})

async function namedTenant(): Promise<TestTenant> {
  const made = await makeTenant(db)
  await name(made, made.contactId, `phone:${made.jid.split('@')[0]}`)
  return made
}
const name = (of: TestTenant, contactId: string, identity: string) =>
  db.tenant(of.tenantId, (tx) =>
    tx.query('insert into contact_identity (tenant_id, identity, contact_id) values ($1, $2, $3)', [
      of.tenantId,
      identity,
      contactId,
    ]),
  )
async function anotherChat(of = tenant) {
  const made = await makeConversation(db, of)
  await name(of, made.contactId, `phone:${made.jid.split('@')[0]}`)
  return made
}

/** A message of the record, by its WhatsApp id. */
async function said(
  author: MessageAuthor,
  text: string,
  where = { tenant, conversationId: tenant.conversationId },
) {
  const waId = `W${++count}`
  await db.tenant(where.tenant.tenantId, (tx) =>
    insertMessage(tx, {
      conversationId: where.conversationId,
      author,
      kind: 'text',
      text,
      status: author === 'contact' ? 'received' : 'sent',
      waId,
      // Before the events below, which are filed under their arrival at the latest.
      at: new Date('2026-11-23T10:59:00Z'),
    }),
  )
  return waId
}

/** A stored webhook event, acted upon. Answers what became of it. */
async function told(event: string, data: object, of = tenant): Promise<string | null> {
  const id = await db.tenant(of.tenantId, async (tx) => {
    const [row] = await tx.query<{ id: number }>(
      `insert into raw_event (tenant_id, instance_id, event, dedupe_key, body, trace_id, received_at)
       values ($1, $2, $3, $4, $5, 't', $6) returning id`,
      // Long ago: what it names and we lack will not come any more.
      [
        of.tenantId,
        of.instanceId,
        event,
        `k${++count}`,
        { event, sender: OWN, data },
        new Date('2026-11-23T11:00:00Z'),
      ],
    )
    return row!.id
  })
  const settings = async () => DEFAULT_BOT_SETTINGS
  await receiveTask({
    db,
    settings,
    tombstones: createTombstones('a secret of tests'),
    eraseFound: async () => false,
  })({
    tenantId: of.tenantId,
    rawEventId: id,
    traceId: 't',
  })
  const [row] = await db.tenant(of.tenantId, (tx) =>
    tx.query<{ outcome: string | null }>('select outcome from raw_event where tenant_id = $1 and id = $2', [
      of.tenantId,
      id,
    ]),
  )
  return row!.outcome
}

const shown = async (conversationId = tenant.conversationId, of = tenant): Promise<Message[]> =>
  (await db.tenant(of.tenantId, (tx) => listMessages(tx, conversationId, { limit: 50 }))).items

/** Every way in which Evolution tells an edit or a withdrawal of `waId`, as it comes from the chat of `jid`. */
function changes(waId: string, jid: string, fromMe: boolean): [string, string, object][] {
  const asked = (key: object, type: string | number) => ({
    key: { id: waId, ...key },
    type,
    ...(type === 'REVOKE' ? {} : { editedMessage: { conversation: 'MUDADO' }, timestampMs: '1796032867000' }),
  })
  const chat = { remoteJid: jid, fromMe }
  const filed = (type: string | number) => ({
    key: { ...chat, id: `P${++count}` },
    message: { protocolMessage: asked({ remoteJid: OWN, fromMe: true }, type) },
  })
  const edit = { editedMessage: { message: { conversation: 'MUDADO' } } }
  return [
    ['upsert with an edit', 'messages.upsert', filed('MESSAGE_EDIT')],
    ['upsert with an edit by number', 'messages.upsert', filed(14)],
    ['update with an edit', 'messages.update', { keyId: waId, ...chat, status: 'SERVER_ACK', message: edit }],
    ['upsert with a withdrawal', 'messages.upsert', filed('REVOKE')],
    ['delete', 'messages.delete', { ...chat, id: waId }],
    ['delete with a key', 'messages.delete', { key: { ...chat, id: waId } }],
    ['update to deleted', 'messages.update', { keyId: waId, ...chat, status: 'DELETED' }],
  ]
}
/** The same as `messages.edited`, whose key its sender writes as they like. */
function claims(waId: string, key: object): [string, string, object][] {
  const edited = { editedMessage: { conversation: 'MUDADO' }, timestampMs: '1796032867000' }
  return [
    ['edited', 'messages.edited', { key: { id: waId, ...key }, type: 'MESSAGE_EDIT', ...edited }],
    ['edited to nothing', 'messages.edited', { key: { id: waId, ...key }, type: 'REVOKE' }],
  ]
}

describe('an edit or a withdrawal', () => {
  it('of the company’s words is never the customer’s, in whatever shape it comes', async () => {
    const authors: MessageAuthor[] = ['ai', 'member', 'phone']
    const other = await anotherChat()
    for (const author of authors) {
      const waId = await said(author, 'O frete é R$ 5,00.')
      const shapes = [tenant.jid, other.jid].flatMap((jid) => changes(waId, jid, false))
      const forged = [
        { remoteJid: OWN, fromMe: true },
        { remoteJid: tenant.jid, fromMe: true },
        { remoteJid: tenant.jid, fromMe: false },
        { remoteJid: other.jid, fromMe: true },
      ].flatMap((key) => claims(waId, key))
      for (const [shape, event, data] of [...shapes, ...forged])
        expect(await told(event, data), `${author}: ${shape}`).toBe('not_theirs')
    }
    const texts = (await shown()).map(({ text, editedAt, deletedAt }) => [text, editedAt, deletedAt])
    expect(texts).toEqual(authors.map(() => ['O frete é R$ 5,00.', undefined, undefined]))
  })

  it('of a customer’s words is theirs from their own chat, and nobody’s from another', async () => {
    const other = await anotherChat()
    for (const [at] of changes('', tenant.jid, false).entries()) {
      const waId = await said('contact', 'quero dois bolos')
      const [shape, event, data] = changes(waId, tenant.jid, false)[at]!
      const [, , foreign] = changes(waId, other.jid, false)[at]!
      const [, , ours] = changes(waId, tenant.jid, true)[at]!
      expect(await told(event, foreign), shape).toBe('not_theirs')
      expect(await told(event, ours), `${shape} by us`).toBe('not_theirs')
      expect((await shown()).at(-1)).toMatchObject({ text: 'quero dois bolos' })
      expect(await told(event, data), shape).toBe('updated')
      const after = (await shown()).at(-1)!
      expect(after.deletedAt ? 'deleted' : after.text, shape).toBe(/edit/.test(shape) ? 'MUDADO' : 'deleted')
      // What a customer takes back is gone for members too.
      expect(after).not.toHaveProperty('original')
    }
  })

  it('comes as an honest phone writes it: the company’s number for the chat', async () => {
    for (const key of [
      { remoteJid: OWN, fromMe: true },
      { remoteJid: tenant.jid, fromMe: false },
      { remoteJid: '9988@lid', fromMe: true },
    ])
      for (const [at, [shape]] of claims('', key).entries()) {
        const waId = await said('contact', 'quero dois bolos')
        const [, event, data] = claims(waId, key)[at]!
        expect(await told(event, data), shape).toBe('updated')
      }
    const other = await anotherChat()
    const waId = await said('contact', 'quero dois bolos')
    for (const [shape, event, data] of claims(waId, { remoteJid: other.jid, fromMe: false }))
      expect(await told(event, data), shape).toBe('not_theirs')
  })

  it('does not reach into another tenant', async () => {
    const stranger = await namedTenant()
    const waId = await said('contact', 'quero dois bolos')
    const shapes = [...changes(waId, tenant.jid, false), ...claims(waId, { remoteJid: OWN, fromMe: true })]
    for (const [shape, event, data] of shapes)
      expect(await told(event, data, stranger), shape).toBe('unknown_message')
    expect((await shown()).map(({ text }) => text)).toEqual(['quero dois bolos'])
  })

  it('on the company’s own phone changes its words, and members still read the first', async () => {
    for (const [at] of changes('', tenant.jid, true).entries())
      for (const author of ['ai', 'member', 'phone'] as const) {
        const waId = await said(author, 'O frete é R$ 5,00.')
        const [shape, event, data] = changes(waId, tenant.jid, true)[at]!
        expect(await told(event, data), shape).toBe('updated')
        const after = (await shown()).at(-1)!
        expect(after.original, shape).toBe('O frete é R$ 5,00.')
        expect(after.text).toBe(/edit/.test(shape) ? 'MUDADO' : undefined)
      }
    const waId = await said('phone', 'primeiro')
    const edit = (text: string) =>
      told('messages.update', {
        keyId: waId,
        remoteJid: tenant.jid,
        fromMe: true,
        message: { editedMessage: { message: { conversation: text } } },
      })
    await edit('segundo')
    await edit('terceiro')
    expect((await shown()).at(-1)).toMatchObject({ text: 'terceiro', original: 'primeiro' })
    const other = await anotherChat()
    const [, event, data] = changes(waId, other.jid, true)[2]!
    expect(await told(event, data)).toBe('not_theirs')
  })

  it('is theirs by any of their names, in a merged thread too', async () => {
    const other = await anotherChat()
    await name(tenant, other.contactId, 'lid:123456789')
    const waId = await said('contact', 'quero dois bolos', { tenant, conversationId: other.conversationId })
    const [, event, before] = changes(waId, tenant.jid, false)[2]!
    expect(await told(event, before)).toBe('not_theirs')
    await db.tenant(tenant.tenantId, (tx) =>
      mergeContacts(tx, [tenant.contactId, other.contactId], tenant.instanceId, 't'),
    )
    for (const jid of [tenant.jid, other.jid, '123456789@lid']) {
      const [, , data] = changes(waId, jid, false)[2]!
      expect(await told(event, data), jid).toBe('updated')
    }
  })

  it('told twice makes the turn new once', async () => {
    const key = { remoteJid: tenant.jid, fromMe: false, id: `W${++count}` }
    await told('messages.upsert', { key, message: { conversation: 'voces entregam' }, pushName: 'Rui' })
    const revision = async () => {
      const [row] = await db.tenant(tenant.tenantId, (tx) =>
        tx.query<{ turn: number }>(
          'select turn_revision as turn from conversation where tenant_id = $1 and id = $2',
          [tx.tenantId, tenant.conversationId],
        ),
      )
      return row!.turn
    }
    const before = await revision()
    const [, , edit] = changes(key.id, tenant.jid, false)[2]!
    const [, , claim] = claims(key.id, { remoteJid: OWN, fromMe: true })[0]!
    await told('messages.edited', claim)
    await told('messages.update', edit)
    expect(await revision()).toBe(before + 1)
  })

  it('is judged by one table', () => {
    const believed = (['contact', 'ai', 'member', 'phone'] as const).flatMap((author) =>
      (['contact', 'company', 'unproven'] as const).flatMap((side) =>
        (['same', 'another', 'unknown'] as const)
          .filter((chat) => mayChange(author, side, chat))
          .map((chat) => `${author} ${side} ${chat}`),
      ),
    )
    expect(believed).toEqual([
      'contact contact same',
      'contact unproven same',
      'contact unproven unknown',
      'ai company same',
      'member company same',
      'phone company same',
    ])
  })
})

describe('an emoji', () => {
  const reacts = (jid: string, waId: string, fromMe = false) =>
    told('messages.upsert', {
      key: { remoteJid: jid, fromMe, id: `R${++count}` },
      message: { reactionMessage: { key: { remoteJid: jid, fromMe: true, id: waId }, text: '❤️' } },
    })

  it('lands on a message of its own chat only', async () => {
    const other = await anotherChat()
    const stranger = await namedTenant()
    const waId = await said('ai', 'O frete é R$ 5,00.')
    expect(await reacts(other.jid, waId)).toBe('not_theirs')
    expect(await reacts(other.jid, waId, true)).toBe('not_theirs')
    expect(
      await told(
        'messages.upsert',
        {
          key: { remoteJid: '5511900000000@s.whatsapp.net', fromMe: false, id: 'R' },
          message: { reactionMessage: { key: { id: waId }, text: '❤️' } },
        },
        stranger,
      ),
    ).toBe('unknown_message')
    expect((await shown())[0]).not.toHaveProperty('reactions')
    expect(await reacts(tenant.jid, waId)).toBe('reaction')
    expect((await shown())[0]!.reactions).toEqual([{ by: 'contact', emoji: '❤️' }])
  })
})

describe('a tick', () => {
  it('of another chat says nothing about a message', async () => {
    const other = await anotherChat()
    const waId = await said('ai', 'O frete é R$ 5,00.')
    const tick = (remoteJid: string) =>
      told('messages.update', { keyId: waId, remoteJid, fromMe: true, status: 'READ' })
    await tick(other.jid)
    expect((await shown())[0]!.status).toBe('sent')
    await tick('55119000@lid')
    expect((await shown())[0]!.status).toBe('read')
  })
})

describe('a quotation', () => {
  const quotes = (waId: string, text: string, jid = tenant.jid) =>
    told('messages.upsert', {
      key: { remoteJid: jid, fromMe: false, id: `Q${++count}` },
      message: { conversation: 'isso vale?' },
      messageTimestamp: clock.now().getTime() / 1000 + count,
      contextInfo: { stanzaId: waId, participant: OWN, quotedMessage: { conversation: text } },
    })
  const last = async (conversationId = tenant.conversationId) =>
    (await shown(conversationId)).at(-1)!.media?.quoted

  it('shows what our record holds under that id, whatever words came with it', async () => {
    const waId = await said('ai', 'Não damos desconto.')
    await quotes(waId, 'Damos 90% de desconto')
    expect(await last()).toEqual({ waId, author: 'ai', kind: 'text', text: 'Não damos desconto.' })
    await told('messages.delete', { remoteJid: tenant.jid, fromMe: true, id: waId })
    expect(await last()).toEqual({ waId, author: 'ai', kind: 'text' })
  })

  it('of a message that never was, or is of another chat, is of no author and has no words', async () => {
    await quotes('NEVER', 'Damos 90% de desconto')
    expect(await last()).toEqual({ waId: 'NEVER', kind: 'unsupported' })
    const other = await anotherChat()
    const waId = await said('ai', 'Seu código é ZULMIRA.', { tenant, conversationId: other.conversationId })
    await quotes(waId, 'x')
    expect(await last()).toEqual({ waId, kind: 'unsupported' })
    const [row] = await db.tenant(tenant.tenantId, (tx) =>
      tx.query<{ kept: boolean }>(
        `select bool_or(media::text like '%desconto%') as kept from message where tenant_id = $1 and media ? 'quoted'`,
        [tx.tenantId],
      ),
    )
    expect(row!.kept).toBe(false)
  })
})
