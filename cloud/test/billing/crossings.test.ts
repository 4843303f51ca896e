import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DAY, type Paying, startPaying } from './paying.ts'

// Two things of one company's money at once, that each are tried alone elsewhere.

let pay: Paying
beforeAll(async () => {
  pay = await startPaying()
})
afterEach(() => pay.calm())
afterAll(() => pay?.stop())

const subjects = async (email: string) => (await pay.mailsTo(email)).map(({ subject }) => subject)

describe('a company that is deleted while its boleto is on the way', () => {
  const deletedWhileWaiting = async (name: string) => {
    const email = `${name.toLowerCase()}@cruza.example`
    const token = await pay.paidOwner(email, name)
    await pay.happens('customer.subscription.deleted', email)
    const page = await pay.checkout(email, name, token)
    await pay.send(`${page}/boleto`)
    expect(await pay.settle()).toEqual([])
    await pay.deleteTenant(token)
    return { email, page }
  }

  it('stays deleted when it is paid, and gets that money back', async () => {
    const { email, page } = await deletedWhileWaiting('Ana')
    await pay.send(`${page}/pay`)
    expect(await pay.settle()).toEqual([])
    await pay.reconcile()
    expect([await pay.members(email), await pay.refundsOf('Ana')]).toEqual([0, [9_700]])
  })

  it('is told nothing when it runs out', async () => {
    const { email, page } = await deletedWhileWaiting('Bia')
    const before = await subjects(email)
    expect(await pay.settle()).toEqual([])
    await pay.send(`${page}/decline`)
    expect(await pay.settle()).toEqual([])
    await pay.reconcile()
    expect([await pay.members(email), await subjects(email)]).toEqual([0, before])
  })
})

it('serves once and offers one back when two owners pay at once, each as a new customer', async () => {
  const email = 'caio@cruza.example'
  const token = await pay.paidOwner(email, 'Caio')
  await pay.happens('customer.deleted', email)
  const pages = [
    await pay.checkout(email, 'Caio', token),
    await pay.checkout('dora@cruza.example', 'Caio', token),
  ]
  for (const page of pages) await pay.send(`${page}/pay`)
  expect(await pay.settle()).toEqual([])
  const { state, repayments } = await pay.subscription(token)
  expect([state, repayments]).toEqual([
    'active',
    [expect.objectContaining({ cents: 9_700, reason: 'second' })],
  ])
  type Sub = { status: string; customer: string; metadata: Record<string, string> }
  const subs = (await pay.stripe<Sub>('/subscriptions?status=all&limit=100')).filter(
    ({ metadata }) => metadata.plantao_name === 'Caio' && metadata.plantao_renews,
  )
  expect(subs.map(({ status }) => status).sort()).toEqual(['active', 'canceled'])
  expect(new Set(subs.map(({ customer }) => customer)).size).toBe(2)
  const asked = await pay.call('POST', `/billing/repayments/${repayments[0].invoice}`, token)
  expect(asked.statusCode).toBe(200)
  expect(await pay.settle()).toEqual([])
  expect(await pay.refundsOf('Caio')).toEqual([9_700])
})

it('stays silent when a dispute is won after it was suspended, until what is owed is paid', async () => {
  const email = 'eva@cruza.example'
  const token = await pay.paidOwner(email, 'Eva')
  await pay.happens('charge.dispute.created', email)
  await pay.happens('invoice.payment_failed', email)
  pay.turnTo(7.1 * DAY)
  await pay.tick()
  await pay.happens('charge.dispute.closed', email, { won: true })
  expect(await pay.subscription(token)).toMatchObject({ state: 'suspended', reversals: [{ state: 'won' }] })
  await pay.happens('invoice.paid', email)
  expect((await pay.subscription(token)).state).toBe('active')
  expect((await subjects(email)).slice(-2)).toEqual([
    'A contestação de R$\u00a097,00 foi encerrada',
    'Pagamento recebido: o atendimento segue',
  ])
})

it('asks for no debt of a subscription that Stripe gave up: paid then, it would serve nobody', async () => {
  const email = 'flavia@cruza.example'
  const token = await pay.paidOwner(email, 'Flavia')
  await pay.happens('invoice.payment_failed', email)
  await pay.happens('customer.subscription.deleted', email)
  expect((await pay.subscription(token)).state).toBe('cancelled')
  type Invoice = { customer: string }
  const open = await pay.stripe<Invoice>('/invoices?status=open&limit=100')
  const own = await pay.customer(email)
  expect(open.filter(({ customer }) => customer === own)).toEqual([])
})
