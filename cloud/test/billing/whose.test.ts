import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DAY, type Paying, startPaying } from './paying.ts'

// Whose a payment is: who pays is served, and nobody's company is changed by somebody else's money.

let pay: Paying
beforeAll(async () => {
  pay = await startPaying()
})
afterEach(() => pay.calm())
afterAll(() => pay?.stop())

const subjectsTo = async (email: string) => (await pay.mailsTo(email)).map(({ subject }) => subject)
const heldToken = async (email: string) => {
  const mail = (await pay.mailsTo(email)).findLast(({ text }) => text.includes('/login/held?token='))
  return decodeURIComponent(/held\?token=([\w%-]+)/.exec(mail!.text)![1]!)
}

it('serves an owner in arrears who pays anew, and collects the old debt no more', async () => {
  const email = 'ada@pago.example'
  const token = await pay.paidOwner(email, 'Ada')
  await pay.happens('invoice.payment_failed', email)
  expect((await pay.subscription(token)).state).toBe('grace')
  await pay.send(`${await pay.checkout(email, 'Ada', token)}/pay`)
  expect(await pay.settle()).toEqual([])
  expect(await pay.subscription(token)).toMatchObject({ state: 'active', repayments: [] })
  const subs = await pay.stripe<{ status: string }>(
    `/subscriptions?status=all&customer=${await pay.customer(email)}`,
  )
  expect(subs.map(({ status }) => status).sort()).toEqual(['active', 'canceled'])
  expect(await pay.stripe('/invoices?status=open&limit=100')).toEqual([])
})

it('serves one that is suspended, too', async () => {
  const email = 'bento@pago.example'
  const token = await pay.paidOwner(email, 'Bento')
  await pay.happens('invoice.payment_failed', email)
  pay.turnTo(7.1 * DAY)
  await pay.tick()
  expect((await pay.subscription(token)).state).toBe('suspended')
  await pay.send(`${await pay.checkout(email, 'Bento', token)}/pay`)
  expect(await pay.settle()).toEqual([])
  expect((await pay.subscription(token)).state).toBe('active')
  expect(await subjectsTo(email)).toContain('Pagamento recebido: o atendimento segue')
})

it('sells no second subscription to a company that has one', async () => {
  const email = 'cida@pago.example'
  const token = await pay.paidOwner(email, 'Cida')
  const again = await pay.call('POST', '/billing/checkout', token, {
    email,
    name: 'Cida',
    phone: '+55 11 99999-0001',
  })
  expect([again.statusCode, again.json().error.code]).toEqual([409, 'billing.already_subscribed'])
})

it('ends what two tabs bought at once, and gives one back by a click', async () => {
  const email = 'dora@pago.example'
  const token = await pay.paidOwner(email, 'Dora')
  await pay.happens('customer.subscription.deleted', email)
  const [one, two] = [await pay.checkout(email, 'Dora', token), await pay.checkout(email, 'Dora', token)]
  await pay.send(`${one}/pay`)
  await pay.send(`${two}/pay`)
  expect(await pay.settle()).toEqual([])
  const { state, repayments } = await pay.subscription(token)
  expect([state, repayments.length]).toEqual(['active', 1])
  expect(repayments[0]).toMatchObject({ cents: 9_700, reason: 'second' })
  expect(await subjectsTo(email)).toContain('Pagamento em dobro: R$\u00a097,00 a devolver')
  for (let click = 0; click < 2; click++) {
    const asked = await pay.call('POST', `/billing/repayments/${repayments[0].invoice}`, token)
    expect(asked.statusCode, asked.body).toBe(200)
    expect(await pay.settle()).toEqual([])
  }
  expect(await pay.refundsOf('Dora')).toEqual([9_700])
  expect((await pay.subscription(token)).repayments[0]).toMatchObject({ repaidAt: expect.any(String) })
})

describe('a payment that names somebody else’s e-mail', () => {
  it('changes nothing of that company, and can be taken over by its owner', async () => {
    const email = 'enzo@pago.example'
    const token = await pay.paidOwner(email, 'Enzo')
    await pay.happens('customer.subscription.deleted', email)
    const before = await pay.subscription(token)
    await pay.send(`${await pay.checkout(email, 'Estranho')}/pay`)
    expect(await pay.settle()).toEqual([])
    expect(await pay.subscription(token)).toEqual(before)
    const held = await heldToken(email)
    expect((await pay.call('POST', '/billing/held', undefined, { token: held })).json()).toMatchObject({
      state: 'held',
      cents: 9_700,
      company: null,
    })
    const nobody = await pay.call('POST', '/billing/held/settle', undefined, { token: held, as: 'attach' })
    expect(nobody.json().error.code).toBe('billing.owner_only')
    const taken = await pay.call('POST', '/billing/held/settle', token, { token: held, as: 'attach' })
    expect(taken.json()).toMatchObject({ state: 'attached', company: 'Enzo' })
    expect((await pay.subscription(token)).state).toBe('active')
  })

  it('founds a company of its own with another e-mail', async () => {
    const email = 'fran@pago.example'
    await pay.paidOwner(email, 'Fran')
    await pay.send(`${await pay.checkout(email, 'Loja da Fran')}/pay`)
    expect(await pay.settle()).toEqual([])
    const token = await heldToken(email)
    const settle = (to: string) =>
      pay.call('POST', '/billing/held/settle', undefined, { token, as: 'found', email: to })
    expect((await settle(email)).json().error.code).toBe('billing.email_taken')
    expect((await settle('loja@pago.example')).json().state).toBe('founded')
    expect(await pay.settle()).toEqual([])
    expect(await pay.members('loja@pago.example')).toBe(1)
    expect((await settle('mais@pago.example')).json().error.code).toBe('billing.held_settled')
    // Long after, nothing is given back: it serves.
    pay.turnTo(8 * DAY)
    await pay.tick()
    expect(await pay.refundsOf('Loja da Fran')).toEqual([])
  })

  it('is given back by itself when nobody decides', async () => {
    const email = 'gabi@pago.example'
    await pay.paidOwner(email, 'Gabi')
    await pay.send(`${await pay.checkout(email, 'Loja da Gabi')}/pay`)
    expect(await pay.settle()).toEqual([])
    pay.turnTo(7.1 * DAY)
    await pay.tick()
    expect(await pay.settle()).toEqual([])
    expect(await pay.refundsOf('Loja da Gabi')).toEqual([9_700])
    const late = await pay.call('POST', '/billing/held', undefined, { token: await heldToken(email) })
    expect(late.json()).toMatchObject({ state: 'returned' })
  })
})

describe('a deleted company', () => {
  it.each(['at once', 'late and out of order'])('stays deleted when its news come %s', async (how) => {
    const email = `hana-${how.length}@pago.example`
    const token = await pay.paidOwner(email, 'Hana')
    // Bought later and attached: its order founds another company than the one that was deleted.
    await pay.happens('customer.subscription.deleted', email)
    await pay.send(`${await pay.checkout(email, 'Hana', token)}/pay`)
    expect(await pay.settle()).toEqual([])
    if (how !== 'at once')
      await pay.send('/faults', { stripe: { reorderEvents: 1, duplicateEvents: 1 }, seed: 3 })
    await pay.deleteTenant(token)
    expect(await pay.settle()).toEqual([])
    pay.turnTo(2 * 3_600_000)
    await pay.reconcile()
    expect(await pay.members(email)).toBe(0)
    const subs = await pay.stripe<{ status: string }>(
      `/subscriptions?status=all&customer=${await pay.customer(email)}`,
    )
    expect(new Set(subs.map(({ status }) => status))).toEqual(new Set(['canceled']))
  })
})

it('links a subscription that was made by hand for a customer it knows', async () => {
  const email = 'ines@pago.example'
  const token = await pay.paidOwner(email, 'Ines')
  await pay.happens('customer.subscription.deleted', email)
  await pay.send('/stripe/subscriptions', { customerEmail: email })
  expect(await pay.settle()).toEqual([])
  expect((await pay.subscription(token)).state).toBe('active')
})

it('goes on selling after its price was archived at Stripe', async () => {
  await pay.checkout('joel@pago.example')
  await pay.send('/stripe/prices/archive')
  const page = await pay.checkout('joel@pago.example')
  await pay.send(`${page}/pay`)
  expect(await pay.settle()).toEqual([])
  expect(await pay.members('joel@pago.example')).toBe(1)
})
