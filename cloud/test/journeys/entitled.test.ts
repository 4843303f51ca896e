import type { SubscriptionView } from '@plantao/shared/billing'
import type { Receipt } from '@plantao/shared/conversations'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startHouse, type TestHouse } from '../../../infra/testing/house/in-process.ts'
import { TIMETABLE, takeSlot } from '../../src/schedules/timetable.ts'

// What is paid for, as a customer on WhatsApp meets it: Stripe's events in, silence or an answer out, the clock turned.

const DAY = 24 * 3_600_000
const EMAIL = 'dona@jornada.example'
const QUESTION = 'quanto custa a broa de fubá?'
const PATIENCE = { timeout: 20_000, interval: 50 }

let house: TestHouse
let customers = 0
const newCustomer = () => `551198${String(4_000_000 + ++customers)}`

beforeAll(async () => {
  house = await startHouse()
}, 120_000)
afterEach(() => vi.useRealTimers())
afterAll(() => house?.stop())

/** Everybody's clock, this far ahead of the true one, and running. Sessions older than their time are signed in anew. */
async function turnTo(ms: number): Promise<void> {
  vi.useRealTimers()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms, shouldAdvanceTime: true })
  await house.signIn()
}
/** What the timetable does every five minutes. */
async function tick(): Promise<void> {
  const billing = TIMETABLE.find((one) => one.job === 'billing-tick')!
  const now = new Date()
  expect(await takeSlot(house.house.db, billing, now, now)).toBe(true)
}
const subscription = async () => (await house.api<SubscriptionView>('GET', '/billing/subscription')).body
const standing = (state: string) =>
  expect.poll(async () => (await subscription()).state, PATIENCE).toBe(state)
const event = (type: string) => house.sandbox('POST', '/stripe/events', { type, customerEmail: EMAIL })
async function mails(subject: RegExp): Promise<number> {
  const path = `/mail/messages?to=${EMAIL}`
  const { messages } = await house.sandbox<{ messages: { subject: string }[] }>('GET', path)
  return messages.filter((mail) => subject.test(mail.subject)).length
}
const replies = async (customer: string) =>
  (await house.onPhone(customer)).filter((message) => message.direction === 'out')
/** The one reaction to the newest turn of this customer. */
async function reaction(customer: string): Promise<Receipt> {
  let found: Receipt[] = []
  await expect
    .poll(async () => {
      const conversation = await house.conversation(customer)
      if (!conversation) return 0
      const path = `/conversations/${conversation.id}/receipts`
      found = (await house.api<{ items: Receipt[] }>('GET', path)).body.items
      return found.length
    }, PATIENCE)
    .toBeGreaterThan(0)
  return found[0]!
}
/** A new customer asks; the answer is on the phone. */
async function isAnswered(customer = newCustomer(), before = 0): Promise<void> {
  await house.phone(customer, { text: QUESTION })
  await expect.poll(async () => (await replies(customer)).length, PATIENCE).toBe(before + 1)
  expect(await reaction(customer)).toMatchObject({ decision: 'reply' })
}
/** A new customer asks; the question is stored and nobody answers. */
async function isSilent(customer = newCustomer()): Promise<void> {
  await house.phone(customer, { text: QUESTION })
  expect(await reaction(customer)).toMatchObject({ decision: 'silence', reason: 'not_entitled' })
  expect(await replies(customer)).toEqual([])
  expect((await house.messages(customer)).map((message) => message.text)).toEqual([QUESTION])
}

it('ties a payment to the company that stands', async () => {
  const order = { email: EMAIL, name: 'Padaria', phone: '(31) 90000-0001' }
  const { url } = (await house.api<{ url: string }>('POST', '/billing/checkout', order)).body
  await house.sandbox('POST', `${new URL(url).pathname}/pay`, {})
  await expect.poll(async () => (await subscription()).hasPortal, PATIENCE).toBe(true)
  await isAnswered()
})

describe('a payment that fails', () => {
  it('leaves days to mend it in which the bot answers, then silence; and all of it is back when it is paid', async () => {
    await event('invoice.payment_failed')
    await standing('grace')
    await expect.poll(() => mails(/^O pagamento do Plantão não passou/), PATIENCE).toBe(1)
    await isAnswered()

    await turnTo(7.1 * DAY)
    await tick()
    await standing('suspended')
    await expect.poll(() => mails(/^O atendimento da IA/), PATIENCE).toBe(1)
    const customer = newCustomer()
    await isSilent(customer)

    // The console is readable, and people may go on by hand.
    const conversation = (await house.conversation(customer))!
    expect(conversation).toMatchObject({ state: 'ai_active', lastMessage: { text: QUESTION } })
    const own = { clientId: crypto.randomUUID(), text: 'Oi! A broa custa R$ 3,80.' }
    expect((await house.api('POST', `/conversations/${conversation.id}/messages`, own)).status).toBe(200)
    await expect
      .poll(async () => (await replies(customer)).map(({ text }) => text), PATIENCE)
      .toEqual([own.text])
    expect((await house.api('POST', `/conversations/${conversation.id}/return`)).status).toBe(200)
    for (const path of ['/knowledge', '/config', '/insights', '/team/members', '/quick-replies'])
      expect([path, (await house.api('GET', path)).status]).toEqual([path, 200])

    await event('invoice.paid')
    await standing('active')
    await expect.poll(() => mails(/^Pagamento recebido/), PATIENCE).toBe(1)
    await isAnswered()
    // Who met silence is answered from the next message on; what a person said meanwhile is not said again.
    const before = (await replies(customer)).length
    await isAnswered(customer, before)
  })
})

describe('the month’s answers', () => {
  const spend = (answers: number) =>
    house.house.db.tenant(house.tenantId, async (tx) => {
      await tx.query('update answer_usage set answers = $2 where tenant_id = $1', [tx.tenantId, answers])
    })

  it('are warned of at 80 %, once, and when they are used up a person is called instead of silence', async () => {
    const { usage } = await subscription()
    await spend(usage.answersLimit * 0.8 - 2)
    await isAnswered()
    expect((await subscription()).usage.answers).toBe(usage.answersLimit * 0.8 - 1)
    expect(await mails(/respostas do mês já foram usadas/)).toBe(0)
    await isAnswered()
    await expect.poll(() => mails(/respostas do mês já foram usadas/), PATIENCE).toBe(1)
    await isAnswered()
    await spend(usage.answersLimit - 1)
    await isAnswered()

    const customer = newCustomer()
    await house.phone(customer, { text: QUESTION })
    expect(await reaction(customer)).toMatchObject({ decision: 'handoff', reason: 'quota' })
    await expect.poll(async () => (await replies(customer)).length, PATIENCE).toBe(1)
    expect(await house.conversation(customer)).toMatchObject({
      state: 'awaiting_human',
      handoff: { reason: 'quota', question: QUESTION },
    })
    expect((await subscription()).usage.answers).toBe(usage.answersLimit)
    expect(await mails(/respostas do mês já foram usadas/)).toBe(1)
  })
})

describe('a cancelled subscription', () => {
  it('serves until its period ends, and not a minute longer', async () => {
    const portal = (await house.api<{ url: string }>('POST', '/billing/portal')).body.url
    await house.sandbox('POST', new URL(portal).pathname, { act: 'cancel' })
    await standing('cancelled')
    const { periodEndsAt } = await subscription()
    const left = Date.parse(periodEndsAt!) - Date.now()
    expect(left).toBeGreaterThan(20 * DAY)
    await turnTo(left - 60_000)
    // Another month: its answers are whole again.
    await isAnswered()
    await turnTo(left + 60_000)
    await isSilent()
    expect((await house.api('GET', '/conversations')).status).toBe(200)
  })
})
