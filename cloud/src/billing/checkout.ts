import type { Language } from '@plantao/shared/accounts'
import type { CheckoutRequest, SubscriptionState } from '@plantao/shared/billing'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import type { Caller } from '../platform/http/bind.ts'
import { uuidv7 } from '../platform/uuid.ts'
import type { Order, Payments } from './payments.port.ts'
import { subscriptionRow } from './subscription.repo.ts'
import { hadTrial } from './trial.repo.ts'

type Deps = {
  db: Database
  payments: Pick<Payments, 'begin'>
  publicUrl: string
  trialDays: number
  key: Uint8Array
}

/** May an owner buy now? Not beside one that runs and is renewed. Pure. */
export function canSubscribe(state: SubscriptionState, linked: string | null): boolean {
  return linked === null || (state !== 'active' && state !== 'trial')
}

/**
 * Opens a payment page: for the signed-in owner's own company, or for one that the payment founds. An address that
 * somebody signs in with already is not refused here, for that would tell strangers who has an account; such a payment
 * is held until its mailbox says what it is for.
 * @param onFounding told the id of the company that the payment would found
 */
export async function beginCheckout(
  { db, payments, publicUrl, trialDays, key }: Deps,
  body: CheckoutRequest,
  caller: Caller | null,
  language: Language,
  onFounding?: (tenantId: string) => void,
): Promise<{ url: string }> {
  const order: Order = { ...body, tenantId: uuidv7(), language, renews: null, member: null }
  // Stripe puts the page's id there: the page after it asks how the payment stands.
  const done = `${publicUrl}/checkout/done?session={CHECKOUT_SESSION_ID}`
  const pages = { done, back: `${publicUrl}/` }
  if (!caller) {
    onFounding?.(order.tenantId)
    const days = (await hadTrial(db, key, body.email)) ? 0 : trialDays
    return payments.begin(order, { ...pages, customer: null, trialDays: days })
  }
  if (caller.role !== 'owner') throw expected('billing.owner_only')
  const row = await db.tenant(caller.tenantId, (tx) => subscriptionRow(tx))
  if (!row) throw new Error('a tenant without a subscription row')
  if (!canSubscribe(row.state, row.stripeSubscription)) throw expected('billing.already_subscribed')
  // A company that is here already had its trial, or was let in by hand.
  return payments.begin(
    { ...order, renews: caller.tenantId, member: caller.memberId },
    { ...pages, back: `${publicUrl}/dashboard/subscription`, customer: row.stripeCustomer, trialDays: 0 },
  )
}
