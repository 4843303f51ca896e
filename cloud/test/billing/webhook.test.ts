import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type Paying, startPaying } from './paying.ts'

// The vendor's door: what it takes, what it refuses, and what is found again when it heard nothing.

let pay: Paying
beforeAll(async () => {
  pay = await startPaying()
})
afterEach(() => pay.calm())
afterAll(() => pay?.stop())

it('takes an event for somebody unknown, and refuses forged ones', async () => {
  await pay.send('/stripe/events', { type: 'invoice.paid', customerEmail: 'nobody@pago.example' })
  expect(await pay.settle()).toEqual([])
  const { rows } = await pay.owner.query(
    "select count(*)::int as n from billing_event where outcome = 'unknown_customer'",
  )
  expect(rows[0].n).toBeGreaterThan(0)
  for (const signature of [
    undefined,
    '',
    't=1,v1=00',
    `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}`,
  ]) {
    const answer = await pay.web.app.inject({
      method: 'POST',
      url: '/webhook/billing',
      headers: {
        'content-type': 'application/json',
        ...(signature === undefined ? {} : { 'stripe-signature': signature }),
      },
      payload: JSON.stringify({
        id: 'evt_forged',
        object: 'event',
        type: 'invoice.paid',
        data: { object: {} },
      }),
    })
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'webhook.bad_signature'])
  }
  expect((await pay.owner.query("select 1 from billing_event where id = 'evt_forged'")).rowCount).toBe(0)
})

it('finds events whose delivery was lost', async () => {
  const email = 'lia@pago.example'
  await pay.send(`${await pay.checkout(email)}/pay`)
  await pay.settle()
  await pay.owner.query('delete from billing_event')
  await pay.tasks['reconcile-billing']()
  expect(await pay.settle()).toEqual([])
  expect(await pay.members(email)).toBe(1)
  expect(await pay.mailsTo(email)).toHaveLength(1)
})
