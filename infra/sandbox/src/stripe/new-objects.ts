import {
  type Customer,
  type Invoice,
  newId,
  type Payment,
  type Price,
  periodAfter,
  type Subscription,
  type SubscriptionStatus,
  seconds,
} from './objects.ts'

/** How a subscription begins. `trialEnd` in seconds since 1970. */
export type Terms = {
  status: SubscriptionStatus
  trialEnd: number | null
  metadata: Record<string, string>
}

/** One that begins now; it has no invoice yet. */
export function newSubscription(
  customer: Customer,
  price: Price,
  { status, trialEnd, metadata }: Terms,
): Subscription {
  const start = seconds()
  const id = newId('sub')
  return {
    id,
    object: 'subscription',
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    collection_method: 'charge_automatically',
    created: start,
    currency: price.currency,
    customer: customer.id,
    ended_at: null,
    items: {
      object: 'list',
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
      data: [
        {
          id: newId('si'),
          object: 'subscription_item',
          current_period_start: start,
          current_period_end: trialEnd ?? periodAfter(start, price.recurring.interval),
          price,
          quantity: 1,
        },
      ],
    },
    latest_invoice: null,
    livemode: false,
    metadata,
    start_date: start,
    status,
    trial_end: trialEnd,
    trial_start: trialEnd === null ? null : start,
  }
}

type Asked = { reason: Invoice['billing_reason']; amount: number; email: string }

/** What is asked for a subscription's present period, in cents. */
export function newInvoice(subscription: Subscription, { reason, amount, email }: Asked): Invoice {
  const item = subscription.items.data[0]!
  return {
    id: newId('in'),
    object: 'invoice',
    amount_due: amount,
    amount_paid: 0,
    attempt_count: 0,
    billing_reason: reason,
    created: seconds(),
    currency: subscription.currency,
    customer: subscription.customer,
    customer_email: email,
    livemode: false,
    parent: {
      type: 'subscription_details',
      subscription_details: { subscription: subscription.id, metadata: subscription.metadata },
      quote_details: null,
    },
    period_end: item.current_period_end,
    period_start: item.current_period_start,
    status: 'open',
  }
}

/** An invoice's payment by card. */
export function paymentOf({ id, amount_paid, customer }: Invoice): Payment {
  const intent = newId('pi')
  return {
    id: newId('inpay'),
    object: 'invoice_payment',
    invoice: id,
    amount_paid,
    created: seconds(),
    status: 'paid',
    livemode: false,
    payment: {
      type: 'payment_intent',
      payment_intent: {
        id: intent,
        object: 'payment_intent',
        amount: amount_paid,
        customer,
        status: 'succeeded',
        latest_charge: {
          id: newId('ch'),
          object: 'charge',
          amount: amount_paid,
          amount_refunded: 0,
          created: seconds(),
          currency: 'brl',
          customer,
          disputed: false,
          livemode: false,
          paid: true,
          payment_intent: intent,
          refunded: false,
          status: 'succeeded',
        },
      },
    },
  }
}
