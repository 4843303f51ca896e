import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  ANSWER,
  type CompanyOnWhatsapp,
  companyOnWhatsapp,
} from '../../../infra/testing/scene/company-on-whatsapp.ts'
import { lockConversation } from './conversation.repo.ts'
import { mergeContacts } from './merge.ts'
import { readOpenQuestion } from './open-question.ts'
import { createPeople } from './people.ts'
import { listMessages } from './reading.repo.ts'
import { memoryOf, withMark } from './turn.ts'

// WhatsApp tells whole seconds: what was said within one stands as it arrived.

let company: CompanyOnWhatsapp
let people: ReturnType<typeof createPeople>
let phones = 0
let phone: string
beforeAll(async () => {
  company = await companyOnWhatsapp(new Date('2026-11-24T12:00:00Z'))
  people = createPeople({ db: company.db })
})
afterAll(() => company.stop())
beforeEach(() => {
  company.clock.at = new Date(Math.floor(company.clock.at.getTime() / 60_000) * 60_000 + 120_000)
  phone = `55119${String(80_000_000 + ++phones)}`
})

const tx = <T>(work: Parameters<typeof company.db.tenant<T>>[1]) =>
  company.db.tenant(company.tenant.tenantId, work)
const later = (ms: number) => {
  company.clock.at = new Date(company.clock.at.getTime() + ms)
}
const words = async () => (await company.messages(phone)).map(({ text }) => text)
async function attendantWrites(text: string) {
  const { id } = (await company.conversation(phone))!
  const { tenantId, memberId } = company.tenant
  const actor = { tenantId, memberId, name: 'Ana', traceId: 't' }
  await people.send(actor, id, { clientId: `client-${phone}-${text}`, text })
}

/** Asked and answered within one second: ours is written at .361, theirs a quarter of a second later. */
async function answeredWithinTheSecond() {
  await company.customer(phone, 'tem bolo de cenoura?')
  await company.work()
  later(5_361)
  await attendantWrites('Qual tamanho?')
  later(250)
  await company.customer(phone, 'o grande')
  await company.work()
}

describe('a customer who answers within the second of our message', () => {
  it('stands after it, and is the last word of the card', async () => {
    await answeredWithinTheSecond()
    expect(await words()).toEqual(['tem bolo de cenoura?', 'Qual tamanho?', 'o grande'])
    const { lastMessage } = (await company.conversation(phone))!
    const last = (await company.messages(phone)).at(-1)!
    expect(lastMessage).toMatchObject({ text: 'o grande', author: 'contact', arrival: last.arrival })
    expect(last.at).toMatch(/\.000Z$/)
  })

  it('has an open question, and what it answers is in the memory', async () => {
    await answeredWithinTheSecond()
    const { id } = (await company.conversation(phone))!
    const open = await tx((tx) => readOpenQuestion(tx, id))
    expect(open?.bubbles.map(({ text }) => text)).toEqual(['o grande'])
    expect(open?.memory.map(({ text }) => text)).toEqual(['tem bolo de cenoura?', 'Qual tamanho?'])
  })

  it('is not parted from it by a page’s end', async () => {
    await answeredWithinTheSecond()
    const { id } = (await company.conversation(phone))!
    const newest = await tx((tx) => listMessages(tx, id, { limit: 1 }))
    const before = await tx((tx) => listMessages(tx, id, { limit: 1, before: newest.nextCursor }))
    expect([before, newest].map(({ items }) => items[0]!.text)).toEqual(['Qual tamanho?', 'o grande'])
  })

  it('stands after the bot’s words, too', async () => {
    await company.customer(phone, 'quanto é o frete?')
    await company.work()
    later(2_125)
    await company.work()
    later(450)
    await company.customer(phone, 'e a lojinha da praça?')
    await company.work()
    expect((await words())[1]).toContain(ANSWER)
    expect((await words())[2]).toBe('e a lojinha da praça?')
    const row = await tx(async (tx) => {
      const { id } = (await company.conversation(phone))!
      return memoryOf(tx, (await lockConversation(tx, id))!)
    })
    expect(row.map(({ author }) => author)).toEqual(['contact', 'ai'])
  })
})

it.each(['older', 'younger'])(
  'of two threads that prove to be one, the last of one second is what arrived last: in the %s thread',
  async (where) => {
    const other = `55119${String(80_000_000 + ++phones)}`
    for (const one of [phone, other]) {
      await company.customer(one, 'oi')
      await company.work()
      later(3_500)
    }
    const [first, last] = where === 'older' ? [other, phone] : [phone, other]
    await company.customer(first, 'primeiro')
    await company.work()
    later(300)
    await company.customer(last, 'segundo')
    await company.work()
    const found = await Promise.all([phone, other].map((one) => company.conversation(one)))
    const contacts = found.map((one) => one!.contact.id)
    const conversation = await tx((tx) => mergeContacts(tx, contacts, company.tenant.instanceId, 't'))
    expect(conversation.id).toBe(found[0]!.id)
    expect((await company.conversation(phone))?.lastMessage?.text).toBe('segundo')
    expect((await words()).slice(-2)).toEqual(['primeiro', 'segundo'])
  },
)

it('files a stamp of the future under its arrival, so that it is not the last word for ever', async () => {
  await company.customer(phone, { text: 'oi', at: new Date('2099-01-01T00:00:00Z') })
  await company.work()
  later(4_000)
  await company.customer(phone, 'tem alguém?')
  await company.work()
  expect((await words()).at(-1)).toBe('tem alguém?')
  expect((await company.conversation(phone))?.lastMessage?.text).toBe('tem alguém?')
})

it('the mark of a hand-back parts one second by the instant of arrival', () => {
  const at = new Date('2026-11-24T12:00:05Z')
  const entry = (text: string, ms: number) => ({
    author: 'member' as const,
    text,
    at,
    createdAt: new Date(at.getTime() + ms),
  })
  const marked = withMark([entry('antes', 100), entry('depois', 700)], new Date(at.getTime() + 400))
  expect(marked.map(({ author, text }) => (author === 'mark' ? '—' : text))).toEqual(['antes', '—', 'depois'])
})
