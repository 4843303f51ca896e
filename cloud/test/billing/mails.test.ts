import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { DAY, type Paying, startPaying } from './paying.ts'

// What the product writes by itself: true when it leaves, to who is there then, and repeated while nobody else says it.

let pay: Paying
beforeAll(async () => {
  pay = await startPaying()
})
afterEach(() => pay.calm())
afterAll(() => pay?.stop())

const subjects = async (email: string) =>
  (await pay.mailsTo(email)).map(({ subject }) => subject.slice(0, 21))
const away = () => pay.send('/faults', { smtp: { down: true } })
/** Three hours at a time: tries of a mail come each half hour, whoever looks less often finds one due. */
async function through(days: number, from = 0): Promise<void> {
  for (let hours = 0; hours <= days * 24; hours += 3) {
    pay.turnTo(from + hours * 3_600_000)
    expect(await pay.settle()).toEqual([])
  }
}

it('sends what is still true once after three days without a mail server, and nothing that is not', async () => {
  const email = 'kaua@pago.example'
  const token = await pay.paidOwner(email, 'Kaua')
  await away()
  await pay.send(`${await pay.checkout('lara@pago.example', 'Lara')}/pay`)
  await pay.send('/stripe/events', { type: 'invoice.payment_failed', customerEmail: email })
  await through(1)
  await pay.send('/stripe/events', { type: 'invoice.paid', customerEmail: email })
  await through(2, DAY)
  expect((await pay.subscription(token)).state).toBe('active')
  expect(await pay.mailsTo('lara@pago.example')).toEqual([])
  await pay.send('/faults', { smtp: { down: false } })
  await through(0.2, 3 * DAY)
  // The welcome, and that the payment came; not that it had failed.
  expect(await subjects('lara@pago.example')).toEqual(['Sua conta no Plantão '])
  expect(await subjects(email)).toEqual(['Sua conta no Plantão ', 'Pagamento recebido: o'])
})

it('reminds once of what is owed, however many reminders waited', async () => {
  const email = 'jade@pago.example'
  await pay.paidOwner(email, 'Jade')
  await pay.send('/stripe/events', { type: 'invoice.payment_failed', customerEmail: email })
  expect(await pay.settle()).toEqual([])
  await away()
  for (const day of [3.01, 6.01]) {
    pay.turnTo(day * DAY)
    await pay.tasks['billing-tick']()
    expect(await pay.settle()).toEqual([])
  }
  await pay.send('/faults', { smtp: { down: false } })
  await through(0.2, 6.02 * DAY)
  expect(await subjects(email)).toHaveLength(3)
})

it('writes to a changed address where it is now', async () => {
  const email = 'mila@pago.example'
  const token = await pay.paidOwner(email, 'Mila')
  await away()
  await pay.send('/stripe/events', { type: 'invoice.payment_failed', customerEmail: email })
  expect(await pay.settle()).toEqual([])
  await pay.renameMember(token, email, 'mila.nova@pago.example')
  await pay.send('/faults', { smtp: { down: false } })
  await through(0.2)
  expect(await subjects(email)).toEqual(['Sua conta no Plantão '])
  expect(await subjects('mila.nova@pago.example')).toEqual(['O pagamento do Plantã'])
})

it('writes nothing of money to an owner who was removed while the mail waited', async () => {
  const email = 'mina@pago.example'
  const token = await pay.paidOwner(email, 'Mina')
  await away()
  await pay.send('/stripe/events', { type: 'invoice.payment_failed', customerEmail: email })
  expect(await pay.settle()).toEqual([])
  await pay.removeMember(token, email)
  await pay.send('/faults', { smtp: { down: false } })
  await through(0.2)
  expect(await subjects(email)).toEqual(['Sua conta no Plantão '])
})

it('writes in the language and by the clock that hold when it leaves', async () => {
  const email = 'olga@pago.example'
  const token = await pay.paidOwner(email, 'Olga')
  await away()
  await pay.send('/stripe/events', { type: 'invoice.payment_failed', customerEmail: email })
  expect(await pay.settle()).toEqual([])
  const mine = { name: 'Olga', phone: '', language: 'en' }
  expect((await pay.call('PUT', '/me', token, mine)).statusCode).toBe(200)
  const config = (await pay.call('GET', '/config', token)).json()
  const manaus = { ...config, timeZone: 'America/Manaus' }
  expect((await pay.call('PUT', '/config', token, manaus)).statusCode).toBe(200)
  await pay.send('/faults', { smtp: { down: false } })
  await through(0.2)
  const { text } = (await pay.mailsTo(email)).find(({ subject }) => /payment/i.test(subject))!
  expect(text).toMatch(/goes on until \w+ \d+, 20\d\d at \d+:\d\d\s[AP]M \(Amazon Time\)/)
})

it('lists what could not be delivered, and sends it again by a click', async () => {
  const email = 'nilo@pago.example'
  const token = await pay.paidOwner(email, 'Nilo')
  await away()
  await pay.send('/stripe/events', { type: 'invoice.payment_failed', customerEmail: email })
  await through(4.1)
  const failed = (await pay.call('GET', '/operations/mails', token)).json().items
  expect(failed).toEqual([expect.objectContaining({ template: 'payment_failed', recipient: email })])
  await pay.send('/faults', { smtp: { down: false } })
  const again = () => pay.call('POST', `/operations/mails/${failed[0].id}/again`, token)
  expect((await again()).statusCode).toBe(200)
  expect((await again()).json().error.code).toBe('mail.not_failed')
  await through(0.2, 4.1 * DAY)
  expect((await pay.call('GET', '/operations/mails', token)).json().items).toEqual([])
  expect(await subjects(email)).toContain('O pagamento do Plantã')
})
