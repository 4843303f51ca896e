import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DAY, type Paying, startPaying } from './paying.ts'

// A payment that is held serves or goes back, one of both, whatever happens to it, to Stripe and to people meanwhile.

let pay: Paying
beforeAll(async () => {
  pay = await startPaying()
})
afterEach(() => pay.calm())
afterAll(() => pay?.stop())

const subjects = async (email: string) => (await pay.mailsTo(email)).map(({ subject }) => subject)
const linkIn = async (email: string) => {
  const mail = (await pay.mailsTo(email)).findLast(({ text }) => text.includes('/login/held?token='))
  return decodeURIComponent(/held\?token=([\w%-]+)/.exec(mail!.text)![1]!)
}
const settleAs = (token: string, as: string, more: object = {}, caller?: string) =>
  pay.call('POST', '/billing/held/settle', caller, { token, as, ...more })
/** Somebody pays without signing in, with an address that somebody signs in with. */
async function held(name: string) {
  const email = `${name.toLowerCase()}@held.example`
  const owner = await pay.paidOwner(email, name)
  await pay.send(`${await pay.checkout(email, `Loja ${name}`)}/pay`)
  expect(await pay.settle()).toEqual([])
  return { email, owner, token: await linkIn(email), shop: `Loja ${name}` }
}
const statusOf = async (shop: string) => {
  type Sub = { status: string; metadata: Record<string, string> }
  const subs = await pay.stripe<Sub>('/subscriptions?status=all&limit=100')
  return subs.find(({ metadata }) => metadata.plantao_name === shop)?.status
}
const pass = async (ms: number) => {
  pay.turnTo(ms)
  await pay.tasks['billing-tick']()
  expect(await pay.settle()).toEqual([])
}

it('goes back by a click although Stripe was away just then', async () => {
  const { token, shop } = await held('Aldo')
  await pay.send('/faults', { stripe: { limitRate: 1 } })
  expect((await settleAs(token, 'return')).json()).toMatchObject({ state: 'returned' })
  expect(await statusOf(shop)).toBe('active')
  await pay.calm()
  expect(await pay.settle()).toEqual([])
  expect([await statusOf(shop), await pay.refundsOf(shop)]).toEqual(['canceled', [9_700]])
})

it('goes back when the bank lets go of it, though nobody decided for seven days', async () => {
  const { email, shop } = await held('Beto')
  await pay.happens('charge.dispute.created', email)
  await pass(7.1 * DAY)
  expect([await statusOf(shop), await pay.refundsOf(shop)]).toEqual(['canceled', []])
  await pass(20 * DAY)
  await pay.happens('charge.dispute.closed', email, { won: true })
  expect(await pay.refundsOf(shop)).toEqual([])
  await pass(21.1 * DAY)
  expect(await pay.refundsOf(shop)).toEqual([9_700])
})

it('goes back not at all when the bank kept it', async () => {
  const { email, shop } = await held('Caio')
  await pay.happens('charge.dispute.created', email)
  await pass(7.1 * DAY)
  await pay.happens('charge.dispute.closed', email, { won: false })
  await pass(9 * DAY)
  await pass(11 * DAY)
  expect([await statusOf(shop), await pay.refundsOf(shop)]).toEqual(['canceled', []])
})

it.each(['found', 'attach'])('is good for nothing but to go back once it ended at Stripe: %s', async (as) => {
  const { email, owner, token, shop } = await held(`Duda-${as}`)
  await pay.happens('customer.subscription.deleted', email)
  const asked = await settleAs(token, as, { email: `novo-${email}` }, owner)
  expect(asked.json().error.code).toBe('billing.held_ended')
  expect(await pay.members(`novo-${email}`)).toBe(0)
  expect((await settleAs(token, 'return')).json().state).toBe('returned')
  expect(await pay.settle()).toEqual([])
  expect(await pay.refundsOf(shop)).toEqual([9_700])
})

it('keeps nobody else’s time from coming when Stripe does not let it go back', async () => {
  const { shop } = await held('Edu')
  const owner = await pay.paidOwner('outra@held.example', 'Outra')
  await pay.happens('invoice.payment_failed', 'outra@held.example')
  pay.turnTo(7.1 * DAY)
  await pay.send('/faults', { stripe: { limitRate: 1 } })
  await pay.tasks['billing-tick']()
  expect(await pay.settle()).toHaveLength(1)
  expect(await statusOf(shop)).toBe('active')
  expect((await pay.subscription(owner)).state).toBe('suspended')
})

it('is either founded or given back when both are asked for at once', async () => {
  for (let round = 0; round < 3; round++) {
    const { token, shop } = await held(`Fabi${round}`)
    const email = `loja-fabi${round}@held.example`
    const asked = await Promise.all([settleAs(token, 'found', { email }), settleAs(token, 'return')])
    expect(await pay.settle()).toEqual([])
    const done = { founded: await pay.members(email), back: (await pay.refundsOf(shop)).length }
    expect(done.founded + done.back).toBe(1)
    expect(asked.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    expect(await statusOf(shop)).toBe(done.founded ? 'active' : 'canceled')
  }
})

describe('whose member leaves before its mail could go out', () => {
  it('is told to the mailbox, and founds a company with that very address', async () => {
    const email = 'gil@held.example'
    const owner = await pay.paidOwner(email, 'Gil')
    await pay.send('/faults', { smtp: { down: true } })
    await pay.send(`${await pay.checkout(email, 'Loja Gil')}/pay`)
    expect(await pay.settle()).toEqual([])
    await pay.removeMember(owner, email)
    await pay.send('/faults', { smtp: { down: false } })
    pay.turnTo(DAY / 24)
    expect(await pay.settle()).toEqual([])
    expect(await subjects(email)).toHaveLength(2)
    expect((await settleAs(await linkIn(email), 'found', { email })).json().state).toBe('founded')
    expect(await pay.settle()).toEqual([])
    expect(await pay.members(email)).toBe(1)
  })

  it('founds it by the next event, and is not given back then', async () => {
    const { email, owner, token, shop } = await held('Hugo')
    await pay.removeMember(owner, email)
    await pay.happens('customer.subscription.updated', email)
    expect(await pay.members(email)).toBe(1)
    expect((await settleAs(token, 'return')).json().error.code).toBe('billing.held_settled')
    await pass(8 * DAY)
    expect([await statusOf(shop), await pay.refundsOf(shop)]).toEqual(['active', []])
  })

  it('founds nothing when it was given back by then', async () => {
    const { email, owner, token } = await held('Ivo')
    await pay.send('/faults', { stripe: { limitRate: 1 } })
    expect((await settleAs(token, 'return')).statusCode).toBe(200)
    await pay.removeMember(owner, email)
    // Stripe does not let it go back yet, and tells of it once more.
    await pay.send('/stripe/events', { type: 'customer.subscription.updated', customerEmail: email })
    expect(await pay.settle()).toHaveLength(1)
    expect(await pay.members(email)).toBe(0)
  })
})
