import { DEFAULT_BOT_SETTINGS } from '@plantao/shared/bot-settings'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  ANSWER,
  type CompanyOnWhatsapp,
  companyOnWhatsapp,
} from '../../../infra/testing/scene/company-on-whatsapp.ts'
import { createPeople, lockConversation, memoryOf } from '../conversations/index.ts'

// A line that was away: what comes after it was written long ago, in any order.

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const { messages } = DEFAULT_BOT_SETTINGS
let company: CompanyOnWhatsapp
let phones = 0
let phone: string
const next = () => `55119${String(70_000_000 + ++phones)}`
beforeAll(async () => {
  company = await companyOnWhatsapp(new Date('2026-11-24T12:00:00Z'))
})
afterAll(() => company.stop())
beforeEach(() => {
  company.outcomes.length = 0
  phone = next()
})

const ago = (ms: number) => new Date(company.clock.at.getTime() - ms)
const asked = (ms: number, text = 'quanto é o frete?', of = phone) =>
  company.customer(of, { text, at: ago(ms) })
const answered = (ms: number, text = 'R$ 5, pode vir', of = phone) =>
  company.ownPhone(of, { text, at: ago(ms) })
const now = (of = phone) => company.conversation(of)
/** Everything that came is read and whoever must be called is called. */
const settle = () => company.pass(5 * MINUTE)
async function dayLater() {
  await company.pass(DAY + MINUTE)
  await company.returnStale()
  await company.pass(MINUTE)
}
const people = () => createPeople({ db: company.db })
const ana = () => ({ ...company.tenant, name: 'Ana', traceId: 't' })

describe('a question of long ago', () => {
  it('is shown and marked, and waits for a person: the bot says nothing, then or a day later', async () => {
    await asked(2 * HOUR)
    await settle()
    const [message] = await company.messages(phone)
    expect(message).toMatchObject({ text: 'quanto é o frete?', author: 'contact' })
    expect(Date.parse(message!.arrivedLate!) - Date.parse(message!.at)).toBeGreaterThanOrEqual(2 * HOUR)
    const waiting = await now()
    expect(waiting).toMatchObject({
      state: 'awaiting_human',
      unread: 1,
      handoff: { reason: 'policy', late: true, question: 'quanto é o frete?' },
    })
    // The wait is counted from when it came, or it would be over before anybody saw it.
    expect(company.clock.at.getTime() - Date.parse(waiting!.waitingSince!)).toBeLessThan(5 * MINUTE)
    await dayLater()
    expect(await now()).toMatchObject({ state: 'awaiting_human' })
    expect(company.sentTo(phone)).toEqual([])
  })

  it('is answered as ever within the bound', async () => {
    await asked(HOUR - MINUTE)
    await settle()
    expect(company.sentTo(phone)).toEqual([expect.stringContaining(ANSWER)])
    expect((await company.messages(phone))[0]).not.toHaveProperty('arrivedLate')
  })

  it('that the owner answered on the phone, told later, calls nobody and is not answered again', async () => {
    await asked(2 * DAY)
    await company.pass(3_500)
    await answered(2 * DAY - 5 * MINUTE)
    await settle()
    expect(await now()).toMatchObject({ state: 'ai_active', unread: 0 })
    await dayLater()
    expect(company.sentTo(phone)).toEqual([])
  })

  it('that the owner answered, told before it, opens nothing', async () => {
    await answered(2 * HOUR - 5 * MINUTE)
    await asked(2 * HOUR)
    await settle()
    const found = (await now())!
    expect(found).toMatchObject({ state: 'human_replied', unread: 0 })
    expect(found.waitingSince).toBeUndefined()
    expect((await company.messages(phone)).map(({ author }) => author)).toEqual(['contact', 'phone'])
  })

  it('behind the owner’s words of before it still waits, whichever came first', async () => {
    const other = next()
    await answered(3 * HOUR)
    await asked(2 * HOUR)
    await asked(2 * HOUR, 'e para Contagem?', other)
    await answered(3 * HOUR, 'oi!', other)
    await settle()
    for (const one of [phone, other])
      expect(await now(one)).toMatchObject({ state: 'awaiting_human', handoff: { late: true } })
    expect(company.sentTo(phone)).toEqual([])
  })

  it('wakes nobody for thanks, a sticker or a hello', async () => {
    await asked(2 * HOUR, 'obrigada!')
    await company.customer(phone, {
      message: { stickerMessage: { mimetype: 'image/webp' } },
      at: ago(90 * MINUTE),
    })
    await settle()
    expect(await now()).toMatchObject({ state: 'ai_active', unread: 0 })
    expect(company.sentTo(phone)).toEqual([])
  })

  it('is not taken in beyond the time of keeping', async () => {
    await asked(40 * DAY)
    await answered(31 * DAY)
    await settle()
    expect(await now()).toBeUndefined()
    expect(company.outcomes).toEqual(['ignored:beyond_keeping', 'ignored:beyond_keeping'])
  })

  it('waits thirty days at most, and ends without a word', async () => {
    await asked(2 * HOUR)
    await settle()
    await company.pass(30 * DAY)
    await company.returnStale()
    await settle()
    expect(await now()).toMatchObject({ state: 'ai_active' })
    expect(company.sentTo(phone)).toEqual([])
  })
})

describe('a customer with a late question who writes now', () => {
  it('hears once that somebody was called, and keeps the place in the queue', async () => {
    await asked(2 * HOUR)
    await settle()
    const since = (await now())!.waitingSince
    await company.pass(10 * MINUTE)
    await company.customer(phone, 'alguém pode me responder?')
    await company.pass(MINUTE)
    expect(company.sentTo(phone)).toEqual([expect.stringContaining(messages.waiting)])
    expect(await now()).toMatchObject({ state: 'awaiting_human', waitingSince: since })
    await company.customer(phone, 'e aí?')
    await company.pass(MINUTE)
    expect(company.sentTo(phone)).toHaveLength(1)
    // From here on it is a handoff like any other.
    await dayLater()
    expect(await now()).toMatchObject({ state: 'ai_active' })
    expect(company.sentTo(phone).slice(1)).toEqual([messages.nobodyAnswered])
  })

  it('in the same turn is handed over whole', async () => {
    await asked(2 * HOUR)
    await company.customer(phone, 'e vocês abrem domingo?')
    await company.pass(MINUTE)
    expect(company.sentTo(phone)).toEqual([expect.stringContaining(messages.waiting)])
    expect(await now()).toMatchObject({ state: 'awaiting_human' })
  })

  it('gets small talk back, and goes on waiting', async () => {
    await asked(2 * HOUR)
    await settle()
    await company.customer(phone, 'obrigado')
    await company.pass(MINUTE)
    expect(company.sentTo(phone)).toHaveLength(1)
    expect(company.sentTo(phone)[0]).not.toContain(messages.waiting)
    expect(await now()).toMatchObject({ state: 'awaiting_human', handoff: { late: true } })
  })

  it('is answered by the bot where the owner had answered the late question', async () => {
    await asked(3 * DAY)
    await answered(3 * DAY - MINUTE)
    await company.customer(phone, 'e para Contagem?')
    await settle()
    expect(company.sentTo(phone)).toEqual([expect.stringContaining(ANSWER)])
  })
})

describe('the owner’s own words of long ago', () => {
  it('bring no message to anybody: not to six people written to three days ago', async () => {
    const six = Array.from({ length: 6 }, next)
    for (const one of six) await answered(3 * DAY, 'Seu bolo já está pronto, pode retirar', one)
    await settle()
    await company.returnStale()
    await settle()
    await dayLater()
    for (const one of six) {
      expect(company.sentTo(one)).toEqual([])
      expect(await now(one)).toMatchObject({ state: 'ai_active' })
      expect((await company.messages(one))[0]).toMatchObject({
        author: 'phone',
        arrivedLate: expect.any(String),
      })
    }
  })

  it('of today hold the conversation from their arrival on, and end without a message', async () => {
    await company.customer(phone, 'quanto é o frete?')
    await settle()
    expect(company.sentTo(phone)).toHaveLength(1)
    await company.pass(20 * HOUR)
    await answered(2 * HOUR)
    await settle()
    expect(await now()).toMatchObject({ state: 'human_replied' })
    await company.pass(23 * HOUR)
    await company.returnStale()
    expect(await now()).toMatchObject({ state: 'human_replied' })
    await dayLater()
    expect(await now()).toMatchObject({ state: 'ai_active' })
    expect(company.sentTo(phone)).toHaveLength(1)
  })

  it('followed by the customer in time end like any other stretch', async () => {
    await answered(2 * HOUR)
    await settle()
    await company.customer(phone, 'então tá, e o recheio?')
    await settle()
    await dayLater()
    expect(company.sentTo(phone)).toEqual([messages.returned])
  })

  it('take nothing from whoever holds it at a console', async () => {
    await company.customer(phone, 'quero falar com alguém')
    await settle()
    const { id } = (await now())!
    await people().claim(ana(), id, false)
    await answered(2 * HOUR)
    await settle()
    expect(await now()).toMatchObject({ state: 'awaiting_human', assignee: { id: company.tenant.memberId } })
  })
})

it('a late customer of somebody at a console waits for that person', async () => {
  await company.customer(phone, 'quanto é o frete?')
  await settle()
  const { id } = (await now())!
  await people().send(ana(), id, { clientId: `client-${phone}`, text: 'R$ 5' })
  await company.pass(3 * HOUR)
  await asked(2 * HOUR, 'e para Contagem?')
  await settle()
  expect(await now()).toMatchObject({
    state: 'human_replied',
    assignee: { id: company.tenant.memberId },
    waitingSince: expect.any(String),
  })
  expect(company.sentTo(phone)).toHaveLength(2)
})

it('a reconnect of many hours calls persons for those alone whom nobody answered', {
  timeout: 60_000,
}, async () => {
  const customers = Array.from({ length: 40 }, next)
  const isOpen = (n: number) => n % 8 === 0
  // Every question of the night first, the owner's answers of the morning long behind them.
  for (const [n, one] of customers.entries()) await asked(10 * HOUR - n * 1000, `e o bolo ${n}?`, one)
  let called = 0
  for (let n = 0; n < customers.length; n++) {
    await company.pass(4_000)
    if (!isOpen(n)) await answered(3 * HOUR - n * 1000, 'Sim, temos!', customers[n])
    const found = await Promise.all(customers.map((one) => now(one)))
    called = Math.max(called, found.filter((each) => each?.state === 'awaiting_human').length)
  }
  expect(called).toBe(0)
  await settle()
  const found = await Promise.all(customers.map((one) => now(one)))
  const waiting = found.flatMap((each, n) => (each?.state === 'awaiting_human' ? [n] : []))
  expect(waiting).toEqual(customers.flatMap((_, n) => (isOpen(n) ? [n] : [])))
  expect(customers.flatMap(company.sentTo)).toEqual([])
})

it('history that never ends calls a person all the same', async () => {
  await asked(2 * HOUR)
  for (let n = 0; n < 25; n++) {
    await company.pass(30_000)
    await asked(3 * HOUR, 'obrigada', next())
    // One a half minute: never quiet.
    await asked(3 * HOUR, `e o ${n}?`, next())
  }
  expect(await now()).toMatchObject({ state: 'awaiting_human', handoff: { late: true } })
})

it('within the hour the owner’s own answer, seconds behind the question, still comes first', async () => {
  await asked(40 * MINUTE)
  await company.pass(3_500)
  await answered(35 * MINUTE)
  await settle()
  expect(company.sentTo(phone)).toEqual([])
  expect(await now()).toMatchObject({ state: 'human_replied' })
})

it('what came late and was answered is in the AI’s memory, in its place', async () => {
  await asked(3 * DAY, 'tem pão de queijo?')
  await answered(3 * DAY - MINUTE, 'tem sim')
  await settle()
  await company.customer(phone, 'quanto é o frete?')
  await settle()
  const remembered = await company.db.tenant(company.tenant.tenantId, async (tx) =>
    memoryOf(tx, (await lockConversation(tx, (await now())!.id))!),
  )
  expect(remembered.map(({ text }) => text)).toEqual([
    'tem pão de queijo?',
    'tem sim',
    'quanto é o frete?',
    expect.stringContaining(ANSWER),
  ])
})
