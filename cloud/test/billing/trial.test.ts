import { afterAll, beforeAll, expect, it } from 'vitest'
import { startPaying } from './paying.ts'

let pay: Awaited<ReturnType<typeof startPaying>>
beforeAll(async () => {
  pay = await startPaying({ trialDays: 14 })
}, 120_000)
afterAll(() => pay?.stop())

const statuses = async (email: string) => {
  const subs = await pay.stripe<{ status: string; created: number }>(
    `/subscriptions?status=all&customer=${await pay.customer(email)}`,
  )
  return subs.map(({ status }) => status)
}

it('gives a mailbox one trial, not one for each company it founds, deleted ones included', async () => {
  const email = 'ivo@pago.example'
  const token = await pay.paidOwner(email, 'Ivo')
  expect((await pay.subscription(token)).state).toBe('trial')
  await pay.deleteTenant(token)
  expect(await pay.settle()).toEqual([])
  expect(await statuses(email)).toEqual(['canceled'])
  for (const again of [email, ' IVO@pago.example ']) {
    await pay.send(`${await pay.checkout(again, 'Ivo de novo')}/pay`)
    expect(await pay.settle()).toEqual([])
  }
  expect(await pay.members(email)).toBe(1)
  const paid = await pay.stripe<{ status: string }>('/subscriptions?status=trialing')
  expect(paid).toEqual([])
  // Somebody else has theirs.
  const other = await pay.paidOwner('joana@pago.example', 'Joana')
  expect((await pay.subscription(other)).state).toBe('trial')
})
