import { createHmac } from 'node:crypto'
import { mailOwners } from '../accounts/index.ts'
import type { Jobs } from '../jobs.ts'
import { MailRefused, type WriteTo } from '../mail/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { EventOutcome } from './event.repo.ts'
import type { CheckoutState, Order, PaymentEvent, Payments, PresentCheckout } from './payments.port.ts'
import {
  insertPending,
  markLapsedTold,
  mayTellLapsed,
  outcomeOf,
  settlePending,
} from './pending-payment.repo.ts'
import { subscriptionRow } from './subscription.repo.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** One mailbox is told of one lapsed payment in this time: anybody can begin to pay with any address. */
const TOLD_APART_MS = DAY_MS
/** The mail server may be away over a weekend. */
const TELL_FOR_MS = 4 * DAY_MS
const TRY_AGAIN_MS = HOUR_MS / 2
/** How long the Subscription page shows that a payment lapsed. */
export const LAPSED_SHOWN_MS = 7 * DAY_MS

type Deps = { db: Database; payments: Payments; clock: Clock; key: Uint8Array }

/**
 * A payment page whose money has not come: a boleto or Pix may be paid for hours or days yet, and then serves like any
 * payment. One that ran out is told to whoever began it. Safe to repeat.
 */
export async function notPaidYet(
  { db, clock, key }: Omit<Deps, 'payments'>,
  event: PaymentEvent,
  { state, order }: PresentCheckout,
): Promise<EventOutcome> {
  const checkout = event.checkout
  if (!checkout || !order || state === 'open') return 'waiting'
  const account = order.renews ?? order.tenantId
  await insertPending(db, {
    checkout,
    account,
    renews: order.renews !== null,
    mailbox: mailboxHash(key, order.email),
    at: clock.now(),
  })
  // Stripe leaves the page as it was when a payment fails; only the event and the subscription's end tell.
  if (state !== 'lapsed' && event.type !== 'checkout.session.async_payment_failed') return 'waiting'
  await settlePending(db, checkout, 'lapsed', clock.now())
  await db.tenant(account, (tx) =>
    tx.enqueue(
      'tell-lapsed-payment',
      { account, checkout, until: new Date(tx.now.getTime() + TELL_FOR_MS).toISOString() },
      { key: `lapsed:${checkout}` },
    ),
  )
  return 'lapsed'
}

/** What the page after the payment shows. A payment we never heard of and Stripe does not know is `open`. */
export async function checkoutState(
  { db, payments }: Pick<Deps, 'db' | 'payments'>,
  checkout: string,
): Promise<CheckoutState> {
  const state = (await payments.checkout(checkout))?.state ?? 'open'
  return state === 'waiting' && (await outcomeOf(db, checkout)) === 'lapsed' ? 'lapsed' : state
}

/**
 * Tells by mail that a payment ran out: the owners of a company that is here, else the address that was typed, which
 * nothing of ours keeps but Stripe's page. Once; days of mail trouble are sat out.
 */
export function tellLapsedTask({ db, payments, clock, writeTo }: Omit<Deps, 'key'> & { writeTo: WriteTo }) {
  return async ({ account, checkout, until }: Jobs['tell-lapsed-payment']): Promise<void> => {
    const now = clock.now()
    if (!(await mayTellLapsed(db, checkout, new Date(now.getTime() - TOLD_APART_MS)))) return
    const order = (await payments.checkout(checkout))?.order
    if (!order) return
    try {
      if (order.renews) await tellOwners(db, order.renews, checkout)
      else await tellStranger(writeTo, order, checkout)
    } catch (error) {
      if (error instanceof MailRefused) return markLapsedTold(db, checkout, now)
      if (now >= new Date(until)) throw error
      const runAt = new Date(now.getTime() + TRY_AGAIN_MS)
      return db.tenant(account, (tx) =>
        tx.enqueue('tell-lapsed-payment', { account, checkout, until }, { runAt, key: `lapsed:${checkout}` }),
      )
    }
    await markLapsedTold(db, checkout, now)
  }
}

async function tellOwners(db: Database, tenantId: string, checkout: string): Promise<void> {
  await db.tenant(tenantId, async (tx) => {
    // A company that is gone has nobody to be told.
    if (!(await subscriptionRow(tx))) return
    const facts = { again: '/dashboard/subscription' }
    await mailOwners(tx, { key: `payment_lapsed:${checkout}`, template: 'payment_lapsed', facts })
  })
}

function tellStranger(writeTo: WriteTo, order: Order, checkout: string): Promise<void> {
  return writeTo({
    id: checkout,
    template: 'payment_lapsed',
    to: order.email,
    language: order.language,
    facts: {
      name: order.name,
      company: order.name,
      again: order.language === 'pt' ? '/assinar' : '/en/subscribe',
    },
  })
}

function mailboxHash(key: Uint8Array, email: string): Buffer {
  return createHmac('sha256', key).update(`pending ${email}`).digest()
}
