import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  ANSWER,
  type CompanyOnWhatsapp,
  companyOnWhatsapp,
} from '../../../infra/testing/scene/company-on-whatsapp.ts'

// WhatsApp tells of a message before it can be read, and sends the words later under the same id.

const QUESTION = 'Que horas vocês abrem no domingo?'
let company: CompanyOnWhatsapp
let phones = 0
let phone: string
let id: string
beforeAll(async () => {
  company = await companyOnWhatsapp(new Date('2026-11-24T12:00:00Z'))
})
afterAll(() => company.stop())
beforeEach(() => {
  phone = `55119${String(60_000_000 + ++phones)}`
  id = `3ATWICE${phones}`
  company.outcomes.length = 0
})

const UNREADABLE: [string, unknown][] = [
  ['a placeholder', { placeholderMessage: { type: 0 } }],
  ['nothing but its context', { messageContextInfo: {} }],
  ['a key of encryption', { senderKeyDistributionMessage: { groupId: 'g' } }],
  ['no message at all', null],
  ['a kind that nobody knows', { tomorrowsMessage: { text: 'x' } }],
]

describe.each(UNREADABLE)('a message that came as %s', (_name, message) => {
  it('is taken in when its words come, stands once, and is answered', async () => {
    expect(await company.customer(phone, { id, message })).toMatchObject({ status: 200, stored: true })
    await company.work()
    company.clock.at = new Date(company.clock.at.getTime() + 300)
    expect(await company.customer(phone, { id, text: QUESTION })).toMatchObject({ stored: true })
    await company.pass(10_000)
    const shown = (await company.messages(phone)).map(({ author, kind, text }) => [author, kind, text])
    expect(shown[0]).toEqual(['contact', 'text', QUESTION])
    expect(shown.filter(([author]) => author === 'contact')).toHaveLength(1)
    expect(company.sentTo(phone)).toEqual([expect.stringContaining(ANSWER)])
    expect((await company.conversation(phone))?.lastMessage?.text).toContain(ANSWER)
  })

  it('told twice is one event, as are its words', async () => {
    await company.customer(phone, { id, message })
    expect(await company.customer(phone, { id, message })).toMatchObject({ stored: false })
    await company.customer(phone, { id, text: QUESTION })
    expect(await company.customer(phone, { id, text: QUESTION })).toMatchObject({ stored: false })
  })

  it('and is told after its words takes nothing away from them', async () => {
    await company.customer(phone, { id, text: QUESTION })
    await company.work()
    await company.customer(phone, { id, message })
    await company.pass(10_000)
    expect((await company.messages(phone))[0]).toMatchObject({ kind: 'text', text: QUESTION })
    expect(company.sentTo(phone)).toHaveLength(1)
  })
})

it('words that come after a person was called are shown, and tell who waits for what', async () => {
  await company.customer(phone, { id, message: { placeholderMessage: { type: 0 } } })
  await company.pass(20_000)
  expect(await company.conversation(phone)).toMatchObject({
    state: 'awaiting_human',
    handoff: { reason: 'unsupported_media', question: '' },
  })
  await company.customer(phone, { id, text: QUESTION })
  await company.pass(20_000)
  expect((await company.messages(phone))[0]).toMatchObject({ kind: 'text', text: QUESTION })
  expect((await company.conversation(phone))?.handoff).toEqual({
    reason: 'unsupported_media',
    question: QUESTION,
  })
  expect(company.sentTo(phone)).toHaveLength(1)
})

it('of the owner’s phone likewise: one takeover, and then the words', async () => {
  await company.ownPhone(phone, { id, message: { placeholderMessage: { type: 0 } } })
  await company.work()
  await company.ownPhone(phone, { id, text: 'Pode retirar' })
  await company.work()
  expect(company.outcomes).toEqual(['takeover', 'filled'])
  expect((await company.messages(phone)).map(({ author, text }) => [author, text])).toEqual([
    ['phone', 'Pode retirar'],
  ])
  expect(await company.conversation(phone)).toMatchObject({ state: 'human_replied' })
})

it('a picture that comes after its placeholder is fetched', async () => {
  await company.customer(phone, { id, message: { placeholderMessage: { type: 0 } } })
  await company.work()
  await company.customer(phone, {
    id,
    message: { imageMessage: { mimetype: 'image/jpeg', caption: QUESTION } },
  })
  await company.pass(10_000)
  expect((await company.messages(phone))[0]).toMatchObject({ kind: 'image', text: QUESTION })
  expect(company.sentTo(phone)).toEqual([expect.stringContaining(ANSWER)])
})

it('of long ago, its words late: they are shown, and a person is called once', async () => {
  const at = new Date(company.clock.at.getTime() - 2 * 3_600_000)
  await company.customer(phone, { id, at, message: { placeholderMessage: { type: 0 } } })
  await company.pass(5 * 60_000)
  await company.customer(phone, { id, at, text: QUESTION })
  await company.pass(5 * 60_000)
  expect(await company.conversation(phone)).toMatchObject({ handoff: { late: true, question: QUESTION } })
  expect(company.sentTo(phone)).toEqual([])
})

describe('what is about another message', () => {
  const key = () => ({ remoteJid: `${phone}@s.whatsapp.net`, fromMe: false })
  const reaction = (of: string) => ({ reactionMessage: { key: { ...key(), id: of }, text: '🙏' } })
  const edited = (editedMessage: unknown) =>
    company.post('messages.edited', {
      key: { ...key(), id },
      type: 'MESSAGE_EDIT',
      timestampMs: '1764000000000',
      editedMessage,
    })

  it('a reaction that could not be read at first counts when it can', async () => {
    await company.customer(phone, { id, text: QUESTION })
    await company.work()
    await company.customer(phone, { id: `${id}R`, message: { encReactionMessage: { targetMessageKey: {} } } })
    await company.work()
    await company.customer(phone, { id: `${id}R`, message: reaction(id) })
    await company.work()
    expect((await company.messages(phone))[0]?.reactions).toEqual([{ by: 'contact', emoji: '🙏' }])
  })

  it('an edit likewise', async () => {
    await company.customer(phone, { id, text: 'Que horas abrem?' })
    await company.work()
    await edited({ messageContextInfo: {} })
    await company.work()
    await edited({ conversation: QUESTION })
    await company.work()
    expect((await company.messages(phone))[0]).toMatchObject({ text: QUESTION, editedAt: expect.any(String) })
  })

  it('and came before that message, told again when it is there, is not taken for a repetition', async () => {
    await company.customer(phone, { id: `${id}R`, message: reaction(id) })
    await edited({ conversation: QUESTION })
    // Longer than an early one is waited for.
    await company.pass(3 * 60_000)
    expect(company.outcomes.filter((outcome) => outcome === 'unknown_message')).toHaveLength(2)
    await company.customer(phone, { id, text: 'Que horas abrem?' })
    await company.work()
    await company.customer(phone, { id: `${id}R`, message: reaction(id) })
    await edited({ conversation: QUESTION })
    await company.work()
    expect((await company.messages(phone))[0]).toMatchObject({
      text: QUESTION,
      reactions: [{ by: 'contact', emoji: '🙏' }],
    })
  })

  it('a status that nobody knows takes no place of the one that comes', async () => {
    await company.customer(phone, QUESTION)
    await company.pass(10_000)
    const ours = (await company.messages(phone)).find(({ author }) => author === 'ai')!
    const [row] = await company.db.tenant(company.tenant.tenantId, (tx) =>
      tx.query<{ wa_id: string }>('select wa_id from message where tenant_id = $1 and id = $2', [
        tx.tenantId,
        ours.id,
      ]),
    )
    for (const status of ['SOMETHING_NEW', 'READ'])
      await company.post('messages.update', {
        keyId: row!.wa_id,
        remoteJid: key().remoteJid,
        fromMe: true,
        status,
      })
    await company.work()
    expect((await company.messages(phone)).find(({ id }) => id === ours.id)?.status).toBe('read')
  })
})
