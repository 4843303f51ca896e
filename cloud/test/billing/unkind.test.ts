import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { payments } from '../../src/operations/payments.ts'
import { noteKept } from '../../src/platform/chores.ts'
import { DAY, type Paying, startPaying } from './paying.ts'

// A Stripe that pays late, takes money back, forgets customers, answers in another version, too early, or not at all.

let pay: Paying
beforeAll(async () => {
  pay = await startPaying()
})
afterEach(() => pay.calm())
afterAll(() => pay?.stop())

const subjects = async (email: string) => (await pay.mailsTo(email)).map(({ subject }) => subject)
const progress = async (page: string) =>
  (await pay.call('POST', '/billing/checkout/state', undefined, { session: page.split('/').at(-1) })).json()
    .state
const counted = async (metric: string, kind: string) =>
  (await pay.metric(metric)).find(({ labels }) => labels.kind === kind)?.value ?? 0

describe.each(['boleto', 'pix'])('a %s', (way) => {
  it('waits, and founds the company when it is paid', async () => {
    const email = `nara-${way}@pago.example`
    const page = await pay.checkout(email)
    expect(await progress(page)).toBe('open')
    await pay.send(`${page}/${way}`)
    expect(await pay.settle()).toEqual([])
    expect(await progress(page)).toBe('waiting')
    expect([await pay.members(email), await subjects(email)]).toEqual([0, []])
    await pay.send(`${page}/pay`)
    expect(await pay.settle()).toEqual([])
    expect(await progress(page)).toBe('paid')
    expect([await pay.members(email), await subjects(email)]).toEqual([
      1,
      ['Sua conta no Plantão está pronta'],
    ])
  })

  it('that runs out is told once, by mail and on the page', async () => {
    const email = `otto-${way}@pago.example`
    const page = await pay.checkout(email)
    await pay.send('/faults', { stripe: { duplicateEvents: 1 } })
    await pay.send(`${page}/${way}`)
    await pay.send(`${page}/decline`)
    expect(await pay.settle()).toEqual([])
    pay.turnTo(DAY / 24)
    await pay.reconcile()
    expect(await progress(page)).toBe('lapsed')
    expect([await pay.members(email), await subjects(email)]).toEqual([
      0,
      ['O pagamento do Plantão não foi feito a tempo'],
    ])
    // Anybody can type that address again: one mail a day.
    const again = await pay.checkout(email)
    await pay.send(`${again}/${way}`)
    await pay.send(`${again}/decline`)
    expect(await pay.settle()).toEqual([])
    expect(await subjects(email)).toHaveLength(1)
  })
})

it('tells that a payment ran out although the mail server was away', async () => {
  const email = 'paco@pago.example'
  const page = await pay.checkout(email)
  await pay.send('/faults', { smtp: { down: true } })
  await pay.send(`${page}/boleto`)
  await pay.send(`${page}/decline`)
  expect(await pay.settle()).toEqual([])
  pay.turnTo(DAY)
  expect(await pay.settle()).toEqual([])
  await pay.send('/faults', { smtp: { down: false } })
  pay.turnTo(1.1 * DAY)
  expect(await pay.settle()).toEqual([])
  expect(await subjects(email)).toEqual(['O pagamento do Plantão não foi feito a tempo'])
})

it('shows an owner who pays anew by boleto that it waits, and that it ran out', async () => {
  const email = 'rita@pago.example'
  const token = await pay.paidOwner(email, 'Rita')
  await pay.happens('customer.subscription.deleted', email)
  const page = await pay.checkout(email, 'Rita', token)
  await pay.send(`${page}/boleto`)
  expect(await pay.settle()).toEqual([])
  expect(await pay.subscription(token)).toMatchObject({ state: 'cancelled', pending: { lapsed: false } })
  await pay.send(`${page}/decline`)
  expect(await pay.settle()).toEqual([])
  expect(await pay.subscription(token)).toMatchObject({ state: 'cancelled', pending: { lapsed: true } })
  expect(await subjects(email)).toContain('O pagamento do Plantão não foi feito a tempo')
  await pay.send(`${await pay.checkout(email, 'Rita', token)}/pay`)
  expect(await pay.settle()).toEqual([])
  expect(await pay.subscription(token)).toMatchObject({ state: 'active' })
})

describe('money that goes back', () => {
  it('by hand is told to the owner and to ops, once, and ends nothing', async () => {
    const email = 'sara@pago.example'
    const token = await pay.paidOwner(email, 'Sara')
    const before = await counted('billing_reversal_total', 'refunded')
    await pay.send('/faults', { stripe: { duplicateEvents: 1 } })
    await pay.happens('charge.refunded', email, { cents: 3_000 })
    await pay.reconcile()
    expect(await pay.subscription(token)).toMatchObject({
      state: 'active',
      reversals: [{ kind: 'refund', state: 'refunded', cents: 3_000 }],
    })
    expect((await subjects(email)).slice(1)).toEqual(['Devolvemos R$\u00a030,00'])
    expect(await counted('billing_reversal_total', 'refunded')).toBe(before + 1)
  })

  it.each([
    ['won', 'A contestação de R$\u00a097,00 foi encerrada'],
    ['lost', 'O banco devolveu R$\u00a097,00'],
  ])('by a dispute that is %s is told when it opens and when it ends', async (end, subject) => {
    const email = `tito-${end}@pago.example`
    const token = await pay.paidOwner(email, 'Tito')
    const before = await counted('billing_reversal_total', end)
    await pay.happens('charge.dispute.created', email)
    expect(await pay.subscription(token)).toMatchObject({
      state: 'active',
      reversals: [{ kind: 'dispute', state: 'open', cents: 9_700 }],
    })
    await pay.happens('charge.dispute.closed', email, { won: end === 'won' })
    expect(await pay.subscription(token)).toMatchObject({ state: 'active', reversals: [{ state: end }] })
    expect((await subjects(email)).slice(1)).toEqual([
      'Uma cobrança de R$\u00a097,00 foi contestada',
      subject,
    ])
    expect(await counted('billing_reversal_total', end)).toBe(before + 1)
  })

  /** Pays twice at once, by two tabs: the invoice that is offered back. */
  async function paidTwice(email: string, name: string): Promise<{ token: string; invoice: string }> {
    const token = await pay.paidOwner(email, name)
    await pay.happens('customer.subscription.deleted', email)
    const pages = [await pay.checkout(email, name, token), await pay.checkout(email, name, token)]
    for (const page of pages) await pay.send(`${page}/pay`)
    expect(await pay.settle()).toEqual([])
    const { repayments } = await pay.subscription(token)
    expect(repayments).toHaveLength(1)
    return { token, invoice: repayments[0].invoice }
  }
  async function click(token: string, invoice: string) {
    expect((await pay.call('POST', `/billing/repayments/${invoice}`, token)).statusCode).toBe(200)
    expect(await pay.settle()).toEqual([])
    return (await pay.subscription(token)).repayments[0]
  }

  it('and that a bank holds is given back when the bank has let go of it, and not before', async () => {
    const email = 'ugo@pago.example'
    const { token, invoice } = await paidTwice(email, 'Ugo')
    await pay.happens('charge.dispute.created', email, { invoice })
    expect((await click(token, invoice)).repaidAt).toBeUndefined()
    expect(await pay.refundsOf('Ugo')).toEqual([])
    await pay.happens('charge.dispute.closed', email, { invoice, won: true })
    expect(await pay.refundsOf('Ugo')).toEqual([9_700])
    expect((await pay.subscription(token)).repayments[0].repaidAt).toBeDefined()
    // What we gave back ourselves is no news.
    expect((await pay.subscription(token)).reversals).toHaveLength(1)
  })

  it('and that a bank kept needs no click', async () => {
    const email = 'wil@pago.example'
    const { token, invoice } = await paidTwice(email, 'Wil')
    await pay.happens('charge.dispute.created', email, { invoice })
    await pay.happens('charge.dispute.closed', email, { invoice })
    expect((await pay.subscription(token)).repayments[0].repaidAt).toBeDefined()
    await click(token, invoice)
    expect(await pay.refundsOf('Wil')).toEqual([])
  })

  it('in part by hand is given back for the rest by our click', async () => {
    const email = 'zulmira@pago.example'
    const { token, invoice } = await paidTwice(email, 'Zulmira')
    await pay.happens('charge.refunded', email, { invoice, cents: 2_000 })
    expect((await click(token, invoice)).repaidAt).toBeDefined()
    expect(await pay.refundsOf('Zulmira')).toEqual([9_700])
  })
})

describe('Stripe’s own dashboard', () => {
  it('deletes a customer: the owner is cancelled, and can subscribe anew', async () => {
    const email = 'vera@pago.example'
    const token = await pay.paidOwner(email, 'Vera')
    await pay.happens('customer.deleted', email)
    expect(await pay.subscription(token)).toMatchObject({ state: 'cancelled', canSubscribe: true })
    expect((await pay.call('POST', '/billing/portal', token)).json().error.code).toBe('billing.no_customer')
    await pay.send(`${await pay.checkout(email, 'Vera', token)}/pay`)
    expect(await pay.settle()).toEqual([])
    expect(await pay.subscription(token)).toMatchObject({ state: 'active', hasPortal: true })
  })

  it.each(['invoice.voided', 'invoice.marked_uncollectible'])('writes a debt off by %s', async (type) => {
    const email = `xica-${type.length}@pago.example`
    const token = await pay.paidOwner(email, 'Xica')
    await pay.happens('invoice.payment_failed', email)
    expect((await pay.subscription(token)).state).toBe('grace')
    await pay.happens(type, email)
    expect((await pay.subscription(token)).state).toBe('active')
  })
})

it('finds news that are days late by itself, and loses nothing when they come after all', async () => {
  const email = 'yara@pago.example'
  await pay.send('/faults', { stripe: { withholdEvents: 1 } })
  await pay.send(`${await pay.checkout(email)}/pay`)
  await pay.tasks['reconcile-billing']()
  expect(await pay.settle()).toEqual([])
  expect(await pay.members(email)).toBe(1)
  await pay.calm()
  pay.turnTo(3 * DAY)
  expect(Number((await pay.send('/stripe/deliveries/release')).released)).toBe(3)
  expect(await pay.settle()).toEqual([])
  expect([await pay.members(email), (await subjects(email)).length]).toEqual([1, 1])
})

it('founds the company of a boleto that was paid while the machine was off for a fortnight', async () => {
  const email = 'ysis@pago.example'
  const page = await pay.checkout(email)
  await pay.send(`${page}/boleto`)
  expect(await pay.settle()).toEqual([])
  await noteKept(pay.web.db, 'reconcile-billing', new Date())
  // Paid then, and told to nobody: Stripe gives up after three days.
  await pay.send('/faults', { stripe: { withholdEvents: 1 } })
  await pay.send(`${page}/pay`)
  pay.turnTo(14 * DAY)
  await pay.tasks['reconcile-billing']()
  expect(await pay.settle()).toEqual([])
  expect(await pay.members(email)).toBe(1)
  expect(await subjects(email)).toEqual(['Sua conta no Plantão está pronta'])
})

it('reads the fields where an older version of the API has them', async () => {
  await pay.send('/faults', { stripe: { apiVersion: '2025-02-24.acacia' } })
  const email = 'zeca@pago.example'
  const token = await pay.paidOwner(email, 'Zeca')
  const { state, periodEndsAt } = await pay.subscription(token)
  expect(state).toBe('active')
  expect(Date.parse(periodEndsAt)).toBeGreaterThan(Date.now() + 20 * DAY)
  await pay.happens('invoice.payment_failed', email)
  expect((await pay.subscription(token)).state).toBe('grace')
  await pay.happens('charge.refunded', email)
  expect((await pay.subscription(token)).reversals).toHaveLength(1)
})

describe('calls that are refused for a moment, or done and not answered', () => {
  it.each(['cutRate', 'conflictRate', 'limitRate'])(
    'open one page each by %s, and nobody pays twice',
    async (fault) => {
      const name = `Loja ${fault}`
      const email = `loja-${fault.toLowerCase()}@pago.example`
      await pay.send('/faults', { stripe: { [fault]: 0.4 }, seed: 5 })
      const page = await pay.checkout(email, name)
      await pay.calm()
      type Session = { metadata: Record<string, string> }
      const sessions = await pay.stripe<Session>('/checkout/sessions?limit=100')
      expect(sessions.filter(({ metadata }) => metadata.plantao_name === name)).toHaveLength(1)
      await pay.send(`${page}/pay`)
      expect(await pay.settle()).toEqual([])
      expect(await pay.members(email)).toBe(1)
      expect(await pay.stripe(`/subscriptions?customer=${await pay.customer(email)}`)).toHaveLength(1)
    },
  )

  it('end in words when it does not pass: nothing was charged, and no page is left that could be', async () => {
    await pay.send('/faults', { stripe: { limitRate: 1 } })
    const answer = await pay.call('POST', '/billing/checkout', undefined, {
      email: 'tarde@pago.example',
      name: 'Tarde',
      phone: '+55 11 99999-0001',
    })
    expect([answer.statusCode, answer.json().error.code]).toEqual([503, 'billing.unavailable'])
  })
})

it('counts for ops what may be charged and serves nobody', async () => {
  const before = await counted('billing_unserved_total', 'unknown_customer')
  await pay.send('/stripe/events', { type: 'invoice.paid', customerEmail: 'ninguem@pago.example' })
  expect(await pay.settle()).toEqual([])
  expect(await counted('billing_unserved_total', 'unknown_customer')).toBe(before + 1)
  const lines: string[] = []
  expect(await payments(pay.databaseUrl, (line) => lines.push(line))).toBe(0)
  const said = lines.join('\n')
  expect(said).toMatch(/^unknown .*invoice\.paid .*sub_\w+ +cus_\w+ +evt_\w+$/m)
  expect(said).toMatch(/^dispute .*lost +97\.00 BRL +du_/m)
})
