import { describe, expect, it } from 'vitest'
import { next, type Present, type Standing } from './standing.ts'

const DAY = 24 * 3_600_000
const now = new Date('2026-11-23T12:00:00Z')
const inDays = (days: number) => new Date(now.getTime() + days * DAY)
const periodEndsAt = inDays(20)

const active: Standing = {
  state: 'active',
  periodEndsAt,
  graceEndsAt: null,
  graceMails: 0,
  suspendedAt: null,
}
const trial: Standing = { ...active, state: 'trial' }
const grace: Standing = { ...active, state: 'grace', graceEndsAt: inDays(7), graceMails: 1 }
const suspended: Standing = { ...active, state: 'suspended', suspendedAt: now }
const cancelled: Standing = { ...active, state: 'cancelled' }
const givenUp: Standing = { ...cancelled, suspendedAt: inDays(-30) }
const invoice = (paid: boolean): Present['invoice'] => ({
  id: 'in_1',
  status: paid ? 'paid' : 'open',
  paidCents: paid ? 9_700 : 0,
  refundedCents: 0,
})
const says = (status: Present['status'], more: Partial<Present> = {}): Present => ({
  status,
  startedAt: inDays(-40),
  periodStartsAt: inDays(-10),
  periodEndsAt,
  endsAt: null,
  invoice: invoice(status === 'active' || status === 'trialing'),
  ...more,
})
const mailsOf = (mails: { template: string }[]) => mails.map((mail) => mail.template).join()

describe('what Stripe says', () => {
  const table: [string, Standing, Present, Standing['state'], string][] = [
    ['trial goes on', trial, says('trialing'), 'trial', ''],
    ['trial is paid for', trial, says('active'), 'active', ''],
    ['active goes on', active, says('active'), 'active', ''],
    ['a charge fails', active, says('past_due'), 'grace', 'payment_failed'],
    ['the first charge after a trial fails', trial, says('past_due'), 'grace', 'payment_failed'],
    ['still failing', grace, says('past_due'), 'grace', ''],
    ['paid within grace', grace, says('active'), 'active', 'payment_recovered'],
    ['paid after suspension', suspended, says('active'), 'active', 'payment_recovered'],
    ['suspended and still failing', suspended, says('past_due'), 'suspended', ''],
    ['Stripe gave up charging', active, says('unpaid'), 'suspended', 'suspended'],
    ['gave up within grace', grace, says('unpaid'), 'suspended', 'suspended'],
    ['paused', active, says('paused'), 'suspended', 'suspended'],
    ['ends with its period', active, says('active', { endsAt: periodEndsAt }), 'cancelled', 'cancelled'],
    ['that again', cancelled, says('active', { endsAt: periodEndsAt }), 'cancelled', ''],
    ['ends half a year ahead', active, says('active', { endsAt: inDays(180) }), 'active', ''],
    ['a charge fails after it was taken back', cancelled, says('past_due'), 'grace', 'payment_failed'],
    ['given up by us, and Stripe still asks', givenUp, says('past_due'), 'cancelled', ''],
    ['given up by us, and paid after all', givenUp, says('active'), 'active', ''],
    ['taken back in the portal', cancelled, says('active'), 'active', ''],
    ['ended', active, says('canceled', { invoice: invoice(true) }), 'cancelled', 'cancelled'],
    ['ended again', cancelled, says('canceled', { invoice: invoice(true) }), 'cancelled', ''],
    ['ended while suspended', suspended, says('canceled'), 'cancelled', 'cancelled'],
    ['not paid yet', active, says('incomplete'), 'active', ''],
  ]
  it.each(table)('%s', (_name, standing, present, state, mails) => {
    const result = next(standing, present, now)
    expect([result.standing.state, mailsOf(result.mails)]).toEqual([state, mails])
    // The same reading again, whatever event it came with, changes and mails nothing.
    const again = next(result.standing, present, now)
    expect(again).toMatchObject({ standing: result.standing, mails: [] })
  })

  it('lets a paid period run out, and owes nothing for an unpaid one', () => {
    const until = (standing: Standing, present: Present) => next(standing, present, now).standing.periodEndsAt
    expect(until(active, says('canceled', { invoice: invoice(true) }))).toEqual(periodEndsAt)
    expect(until(active, says('canceled', { invoice: invoice(false) }))).toEqual(now)
    expect(until(grace, says('canceled'))).toEqual(now)
    expect(until(suspended, says('canceled', { invoice: invoice(true) }))).toEqual(now)
    const refunded = { ...invoice(true)!, refundedCents: 9_700 }
    expect(until(active, says('canceled', { invoice: refunded }))).toEqual(now)
    expect(until({ ...cancelled, periodEndsAt: inDays(-3) }, says('canceled'))).toEqual(inDays(-3))
  })
})

describe('what the clock says', () => {
  it('walks through grace, suspension and the end, a mail at each step and the next date always known', () => {
    const present = says('past_due')
    let standing = active
    let at: Date | null = now
    const told: string[] = []
    for (let step = 0; at && step < 10; step++) {
      const result = next(standing, present, at)
      const day = (at.getTime() - now.getTime()) / DAY
      told.push(`${day} ${result.standing.state} ${mailsOf(result.mails)}`)
      standing = result.standing
      at = result.reviewAt
    }
    expect(told).toEqual([
      '0 grace payment_failed',
      '3 grace grace_reminder',
      '6 grace grace_reminder',
      '7 suspended suspended',
      '37 cancelled cancelled',
    ])
    expect(standing.periodEndsAt).toEqual(inDays(37))
  })

  it('goes straight to suspension when nobody looked for a long time', () => {
    const result = next({ ...grace, graceEndsAt: inDays(-2) }, says('past_due'), now)
    expect([result.standing.state, mailsOf(result.mails)]).toEqual(['suspended', 'suspended'])
  })

  it('asks Stripe a day after a period should have been renewed, and daily from then on', () => {
    expect(next(active, says('active'), now).reviewAt).toEqual(inDays(21))
    const late = says('active', { periodEndsAt: inDays(-5) })
    expect(next(active, late, now).reviewAt).toEqual(inDays(1))
    expect(next(active, null, now).reviewAt).toBeNull()
  })
})
