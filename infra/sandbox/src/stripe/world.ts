import type { Faults } from '../faults.ts'
import type { Deliveries } from './deliveries.ts'
import { newInvoice, newSubscription, paymentOf, type Terms } from './new-objects.ts'
import {
  type CheckoutSession,
  type Customer,
  type Dispute,
  type Invoice,
  newId,
  type Payment,
  type Price,
  type Product,
  periodAfter,
  type Refund,
  type Subscription,
  type SubscriptionStatus,
  seconds,
} from './objects.ts'
import type { OpenCheckout, PortalSession } from './pages.ts'
import type { StripeObjects } from './stripe-objects.ts'

const DAY = 86_400

/** Everything the emulated Stripe knows. Each act changes the objects and tells it by events, as Stripe would. */
export class StripeWorld implements StripeObjects {
  readonly products = new Map<string, Product>()
  readonly prices = new Map<string, Price>()
  readonly customers = new Map<string, Customer>()
  readonly deleted = new Set<string>()
  readonly checkouts = new Map<string, OpenCheckout>()
  readonly subscriptions = new Map<string, Subscription>()
  readonly invoices = new Map<string, Invoice>()
  readonly payments = new Map<string, Payment>()
  readonly refunds: Refund[] = []
  readonly disputes = new Map<string, Dispute>()
  readonly portals = new Map<string, PortalSession>()
  readonly deliveries: Deliveries
  readonly faults: Faults

  /** @param kept what an account held before; nothing by default */
  constructor(deliveries: Deliveries, faults: Faults, kept: Partial<StripeObjects> = {}) {
    this.deliveries = deliveries
    this.faults = faults
    Object.assign(this, kept)
  }

  /** All of it, as the constructor takes it. */
  objects(): StripeObjects {
    const { products, prices, customers, deleted, checkouts, subscriptions } = this
    const { invoices, payments, refunds, disputes, portals } = this
    return {
      products,
      prices,
      customers,
      deleted,
      checkouts,
      subscriptions,
      invoices,
      payments,
      refunds,
      disputes,
      portals,
    }
  }

  /** The card is accepted, or a boleto or Pix is paid. Safe to repeat. */
  pay(checkout: OpenCheckout): void {
    const { session } = checkout
    if (session.payment_status !== 'unpaid' || checkout.lapsed) return
    if (checkout.voucher) {
      const subscription = this.subscriptions.get(session.subscription ?? '')
      if (!subscription) return
      this.#settle(subscription)
      session.payment_status = 'paid'
      this.deliveries.emit('checkout.session.async_payment_succeeded', session)
      return
    }
    const trial = checkout.trialDays > 0
    const subscription = this.#subscribe(checkout, trial ? 'trialing' : 'active')
    this.#complete(checkout, subscription, trial ? 'no_payment_required' : 'paid')
    this.deliveries.emit('customer.subscription.created', subscription)
    this.deliveries.emit('invoice.paid', this.invoices.get(subscription.latest_invoice!)!)
    this.deliveries.emit('checkout.session.completed', session)
  }

  /** The card is declined: the page stays open. A boleto or Pix is left to expire. */
  decline(checkout: OpenCheckout): void {
    const { session } = checkout
    if (session.payment_status !== 'unpaid' || checkout.lapsed) return
    if (!checkout.voucher) {
      checkout.failure = 'card_declined'
      this.deliveries.emit('payment_intent.payment_failed', {
        id: newId('pi'),
        object: 'payment_intent',
        amount: session.amount_total,
        currency: session.currency,
        customer: null,
        last_payment_error: { code: 'card_declined', decline_code: 'generic_decline', type: 'card_error' },
        status: 'requires_payment_method',
      })
      return
    }
    checkout.lapsed = true
    const subscription = this.subscriptions.get(session.subscription ?? '')
    if (subscription) this.#end(subscription, 'incomplete_expired')
    this.deliveries.emit('checkout.session.async_payment_failed', session)
  }

  /** A boleto is printed, or a Pix code made: the session is complete, but nothing is paid. */
  printVoucher(checkout: OpenCheckout, voucher: 'boleto' | 'pix'): void {
    if (checkout.session.status !== 'open') return
    checkout.voucher = voucher
    const subscription = this.#subscribe(checkout, 'incomplete')
    this.#complete(checkout, subscription, 'unpaid')
    this.deliveries.emit('customer.subscription.created', subscription)
    this.deliveries.emit('checkout.session.completed', checkout.session)
  }

  /** An open invoice is paid; without one, the next period begins and is paid. */
  invoicePaid(subscription: Subscription): Invoice {
    const latest = this.invoices.get(subscription.latest_invoice ?? '')
    const invoice = latest?.status === 'open' ? latest : this.#nextPeriod(subscription)
    this.#settle(subscription)
    return invoice
  }

  /** The next period begins and its charge fails; tried again, the same invoice fails once more. */
  invoiceFailed(subscription: Subscription): Invoice {
    const latest = this.invoices.get(subscription.latest_invoice ?? '')
    const invoice = latest?.status === 'open' ? latest : this.#nextPeriod(subscription)
    invoice.attempt_count += 1
    this.deliveries.emit('invoice.payment_failed', invoice)
    this.#become(subscription, { status: 'past_due' })
    return invoice
  }

  /** Ends a subscription at once. */
  cancel(subscription: Subscription): void {
    if (subscription.ended_at === null) this.#end(subscription, 'canceled')
  }

  /** Changes that a portal or an operator makes. */
  update(
    subscription: Subscription,
    change: { status?: SubscriptionStatus; cancel_at_period_end?: boolean },
  ): void {
    if (change.cancel_at_period_end !== undefined)
      subscription.canceled_at = change.cancel_at_period_end ? seconds() : null
    this.#become(subscription, change)
  }

  /** Another plan from now on; the difference comes with the next invoice, as the portal does it unless told otherwise. */
  changePlan(subscription: Subscription, plan: string): void {
    const price = [...this.prices.values()].findLast((one) => one.active && one.metadata.plan === plan)
    if (!price) return
    subscription.items.data[0]!.price = price
    this.#become(subscription, {})
  }

  /** A new card: what is open is charged to it. */
  changeCard(subscription: Subscription): void {
    const latest = this.invoices.get(subscription.latest_invoice ?? '')
    if (latest?.status === 'open' && subscription.ended_at === null) this.invoicePaid(subscription)
  }

  /**
   * An open invoice is asked for no more: voided, or given up as uncollectible. What owed because of it runs again, for
   * Stripe then goes by the invoice before.
   */
  writeOff(invoice: Invoice, status: 'void' | 'uncollectible' = 'void'): void {
    if (invoice.status !== 'open') return
    invoice.status = status
    this.deliveries.emit(status === 'void' ? 'invoice.voided' : 'invoice.marked_uncollectible', invoice)
    const subscription = this.subscriptions.get(invoice.parent.subscription_details.subscription)
    if (subscription?.latest_invoice === invoice.id && ['past_due', 'unpaid'].includes(subscription.status))
      this.#become(subscription, { status: 'active' })
  }

  /** Deleted in Stripe's dashboard: what it had is ended at once. */
  deleteCustomer(customer: Customer): void {
    this.deleted.add(customer.id)
    for (const subscription of this.subscriptions.values())
      if (subscription.customer === customer.id) this.cancel(subscription)
    this.deliveries.emit('customer.deleted', customer)
  }

  customerOf(email: string): Customer | undefined {
    return [...this.customers.values()].findLast(
      (one) => one.email.toLowerCase() === email.toLowerCase() && !this.deleted.has(one.id),
    )
  }

  /** A customer's newest subscription, a running one first. */
  subscriptionOf(customer: string): Subscription | undefined {
    const all = [...this.subscriptions.values()].filter((one) => one.customer === customer)
    return all.findLast((one) => one.ended_at === null) ?? all.at(-1)
  }

  addCustomer(email: string, name: string | null = null): Customer {
    const customer: Customer = {
      id: newId('cus'),
      object: 'customer',
      created: seconds(),
      email,
      name,
      metadata: {},
      livemode: false,
    }
    this.customers.set(customer.id, customer)
    return customer
  }

  /** An operator sells by hand: no payment page, no order, the card that Stripe has. */
  subscribeByHand(customer: Customer, price: Price): Subscription {
    const subscription = this.#begin(customer, price, { status: 'active', trialEnd: null, metadata: {} })
    this.deliveries.emit('customer.subscription.created', subscription)
    this.deliveries.emit('invoice.paid', this.invoices.get(subscription.latest_invoice!)!)
    return subscription
  }

  #subscribe(checkout: OpenCheckout, status: SubscriptionStatus): Subscription {
    const { session, price, trialDays } = checkout
    const known = this.customers.get(session.customer ?? '')
    const customer = known ?? this.addCustomer(session.customer_email ?? 'cliente@example.com')
    session.customer = customer.id
    const trialEnd = status === 'trialing' ? seconds() + trialDays * DAY : null
    return this.#begin(customer, price, { status, trialEnd, metadata: checkout.subscriptionMetadata })
  }

  #begin(customer: Customer, price: Price, terms: Terms): Subscription {
    const subscription = newSubscription(customer, price, terms)
    this.subscriptions.set(subscription.id, subscription)
    const amount = terms.trialEnd === null ? price.unit_amount : 0
    const invoice = this.#invoice(subscription, 'subscription_create', amount)
    if (terms.status !== 'incomplete') this.#pay(invoice)
    return subscription
  }

  #complete(
    { session }: OpenCheckout,
    subscription: Subscription,
    payment: CheckoutSession['payment_status'],
  ): void {
    Object.assign(session, {
      status: 'complete',
      payment_status: payment,
      subscription: subscription.id,
      invoice: subscription.latest_invoice,
      customer_details: { email: session.customer_email ?? '', name: null },
      url: null,
    })
  }

  #nextPeriod(subscription: Subscription): Invoice {
    const item = subscription.items.data[0]!
    item.current_period_start = item.current_period_end
    item.current_period_end = periodAfter(item.current_period_start, item.price.recurring.interval)
    return this.#invoice(subscription, 'subscription_cycle', item.price.unit_amount)
  }

  #invoice(subscription: Subscription, reason: Invoice['billing_reason'], amount: number): Invoice {
    const email = this.customers.get(subscription.customer)?.email ?? ''
    const invoice = newInvoice(subscription, { reason, amount, email })
    this.invoices.set(invoice.id, invoice)
    subscription.latest_invoice = invoice.id
    return invoice
  }

  /** The newest invoice is paid and the subscription runs. */
  #settle(subscription: Subscription): void {
    const invoice = this.invoices.get(subscription.latest_invoice!)!
    this.#pay(invoice)
    this.deliveries.emit('invoice.paid', invoice)
    this.#become(subscription, { status: 'active' })
  }

  #become(subscription: Subscription, change: Partial<Subscription>): void {
    Object.assign(subscription, change)
    this.deliveries.emit('customer.subscription.updated', subscription)
  }

  #end(subscription: Subscription, status: 'canceled' | 'incomplete_expired'): void {
    Object.assign(subscription, { status, canceled_at: seconds(), ended_at: seconds() })
    const type = status === 'canceled' ? 'deleted' : 'updated'
    this.deliveries.emit(`customer.subscription.${type}`, subscription)
  }

  #pay(invoice: Invoice): void {
    Object.assign(invoice, {
      status: 'paid',
      amount_paid: invoice.amount_due,
      attempt_count: Math.max(1, invoice.attempt_count),
    })
    if (invoice.amount_due > 0) this.payments.set(invoice.id, paymentOf(invoice))
  }
}
