import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DAY, type Paying, startPaying } from './paying.ts'

// Where a subscription stands, as Stripe's events, the portal and the clock move it.

let pay: Paying
beforeAll(async () => {
  pay = await startPaying()
})
afterEach(() => pay.calm())
afterAll(() => pay?.stop())

it('walks from a failed payment to silence by the clock, and back when it is paid; another tenant sees none of it', async () => {
  const email = 'fabi@pago.example'
  const token = await pay.paidOwner(email, 'Fabi')
  const other = await pay.paidOwner('gil@pago.example', 'Gil')
  await pay.send('/stripe/events', { type: 'invoice.payment_failed', customerEmail: email })
  expect(await pay.settle()).toEqual([])
  expect(await pay.subscription(token)).toMatchObject({ state: 'grace', graceEndsAt: expect.any(String) })
  for (const [days, state] of [
    [3.1, 'grace'],
    [6.1, 'grace'],
    [7.1, 'suspended'],
  ] as const) {
    pay.turnTo(days * DAY)
    await pay.tick()
    expect((await pay.subscription(token)).state).toBe(state)
  }
  await pay.send('/stripe/events', { type: 'invoice.paid', customerEmail: email })
  expect(await pay.settle()).toEqual([])
  expect((await pay.subscription(token)).state).toBe('active')
  const subjects = (await pay.mailsTo(email)).slice(1).map((mail) => mail.subject.slice(0, 22))
  expect(subjects).toEqual([
    'O pagamento do Plantão',
    'O atendimento para em ',
    'O atendimento para em ',
    'O atendimento da IA es',
    'Pagamento recebido: o ',
  ])
  expect((await pay.subscription(other)).state).toBe('active')
  expect(await pay.mailsTo('gil@pago.example')).toHaveLength(1)
})

it('lets a cancelled subscription run until its period ends', async () => {
  const token = await pay.paidOwner('hugo@pago.example')
  await pay.send('/stripe/events', {
    type: 'customer.subscription.deleted',
    customerEmail: 'hugo@pago.example',
  })
  expect(await pay.settle()).toEqual([])
  const { state, periodEndsAt } = await pay.subscription(token)
  expect(state).toBe('cancelled')
  expect(Date.parse(periodEndsAt)).toBeGreaterThan(Date.now() + 20 * DAY)
})

describe('the customer portal', () => {
  /** The portal as the owner is sent there: its path at the sandbox. */
  async function portal(token: string): Promise<string> {
    const answer = await pay.call('POST', '/billing/portal', token)
    expect(answer.statusCode, answer.body).toBe(200)
    return new URL(answer.json().url).pathname
  }

  it('cancels with the period, tells it once by mail, and takes it back', async () => {
    const email = 'nina@pago.example'
    const token = await pay.paidOwner(email, 'Nina')
    const page = await portal(token)
    await pay.send(page, { act: 'cancel' })
    expect(await pay.settle()).toEqual([])
    const { state, periodEndsAt } = await pay.subscription(token)
    expect(state).toBe('cancelled')
    expect(Date.parse(periodEndsAt)).toBeGreaterThan(Date.now() + 20 * DAY)
    await pay.send('/stripe/events', { type: 'customer.subscription.updated', customerEmail: email })
    expect(await pay.settle()).toEqual([])
    const cancelled = async () =>
      (await pay.mailsTo(email)).filter((mail) => /cancelad/i.test(mail.subject)).length
    expect(await cancelled()).toBe(1)
    await pay.send(page, { act: 'resume' })
    expect(await pay.settle()).toEqual([])
    expect((await pay.subscription(token)).state).toBe('active')
    expect(await cancelled()).toBe(1)
  })

  it('mends a failed payment by a new card, in grace and when suspended', async () => {
    const email = 'olga@pago.example'
    const token = await pay.paidOwner(email, 'Olga')
    for (const days of [0, 7.1]) {
      await pay.send('/stripe/events', { type: 'invoice.payment_failed', customerEmail: email })
      expect(await pay.settle()).toEqual([])
      expect((await pay.subscription(token)).state).toBe('grace')
      pay.turnTo(days * DAY)
      await pay.tick()
      expect((await pay.subscription(token)).state).toBe(days ? 'suspended' : 'grace')
      await pay.send(await portal(token), { act: 'card' })
      expect(await pay.settle()).toEqual([])
      expect(await pay.subscription(token)).toMatchObject({ state: 'active' })
      expect((await pay.subscription(token)).graceEndsAt).toBeUndefined()
    }
    const recovered = (await pay.mailsTo(email)).filter((mail) =>
      mail.subject.startsWith('Pagamento recebido'),
    )
    expect(recovered).toHaveLength(2)
  })
})

it('follows a plan that is changed in the portal down and up, and lets neither lengthen the grace', async () => {
  const email = 'ines@pago.example'
  const token = await pay.paidOwner(email, 'Ines')
  // Sold once, so that Stripe has its price.
  const other = { email: 'j@pago.example', name: 'J', phone: '+55 11 99999-0001', plan: 'professional' }
  expect((await pay.call('POST', '/billing/checkout', undefined, other)).statusCode).toBe(200)
  const changes = async (plan: string) => {
    const { url } = (await pay.call('POST', '/billing/portal', token)).json()
    await pay.send(new URL(url).pathname, { act: 'plan', plan })
    expect(await pay.settle()).toEqual([])
    return await pay.subscription(token)
  }
  expect(await changes('professional')).toMatchObject({ state: 'active', usage: { attendantsLimit: 6 } })
  await pay.send('/stripe/events', { type: 'invoice.payment_failed', customerEmail: email })
  expect(await pay.settle()).toEqual([])
  const { graceEndsAt } = await pay.subscription(token)
  pay.turnTo(2 * DAY)
  expect(await changes('essential')).toMatchObject({
    state: 'grace',
    graceEndsAt,
    usage: { attendantsLimit: 2, answersLimit: 1_000 },
  })
  pay.turnTo(4 * DAY)
  expect(await changes('professional')).toMatchObject({
    state: 'grace',
    graceEndsAt,
    usage: { attendantsLimit: 6, answersLimit: 4_000 },
  })
  pay.turnTo(7.1 * DAY)
  await pay.tick()
  expect((await pay.subscription(token)).state).toBe('suspended')
  expect((await pay.mailsTo(email)).filter(({ subject }) => /não passou/.test(subject))).toHaveLength(1)
})
