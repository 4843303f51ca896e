import { Language } from '@plantao/shared/accounts'
import { PlanId } from '@plantao/shared/billing'
import { Id } from '@plantao/shared/ids'
import type Stripe from 'stripe'
import { z } from 'zod'
import {
  type CheckoutState,
  type Order,
  type PaymentEvent,
  type PaymentStatus,
  type PresentCheckout,
  type PresentSubscription,
  UnreadableEvent,
} from '../payments.port.ts'

/** An order as metadata of the payment page and its subscription: flat strings, 500 characters each at most. */
const Metadata = z
  .object({
    plantao_tenant: Id,
    plantao_email: z.string(),
    plantao_name: z.string(),
    plantao_phone: z.string(),
    plantao_plan: PlanId,
    plantao_language: Language,
    plantao_renews: Id.optional(),
    plantao_member: Id.optional(),
  })
  .transform(
    (given): Order => ({
      tenantId: given.plantao_tenant,
      email: given.plantao_email,
      name: given.plantao_name,
      phone: given.plantao_phone,
      plan: given.plantao_plan,
      language: given.plantao_language,
      renews: given.plantao_renews ?? null,
      member: given.plantao_member ?? null,
    }),
  )

export function orderMetadata(order: Order): Record<string, string> {
  return {
    plantao_tenant: order.tenantId,
    plantao_email: order.email,
    plantao_name: order.name,
    plantao_phone: order.phone,
    plantao_plan: order.plan,
    plantao_language: order.language,
    ...(order.renews ? { plantao_renews: order.renews } : {}),
    ...(order.member ? { plantao_member: order.member } : {}),
  }
}

/** @param session with its subscription expanded: it tells whether what is not paid yet can still be */
export function presentCheckout(session: Stripe.Checkout.Session): PresentCheckout {
  return {
    state: checkoutState(session),
    customer: idOf(session.customer),
    subscription: idOf(session.subscription),
    order: Metadata.safeParse(session.metadata ?? {}).data ?? null,
  }
}

function checkoutState({ payment_status, status, subscription }: Stripe.Checkout.Session): CheckoutState {
  if (payment_status === 'paid' || payment_status === 'no_payment_required') return 'paid'
  if (status !== 'complete') return 'open'
  const over = typeof subscription === 'object' && subscription && OVER.has(subscription.status)
  return over ? 'lapsed' : 'waiting'
}

const OVER: ReadonlySet<string> = new Set<PaymentStatus>(['canceled', 'incomplete_expired'])

/**
 * Since the version 2025-03-31 the period stands on the items, before it stood on the subscription. Whoever answers in
 * another version than the SDK is pinned to is read as well. Seconds.
 */
const Period = z.looseObject({
  current_period_start: z.number().optional(),
  current_period_end: z.number().optional(),
})

function periodOf(subscription: Stripe.Subscription): { from: Date | null; to: Date | null } {
  const [item, whole] = [subscription.items.data[0] ?? {}, subscription].map((one) => Period.parse(one))
  const at = (seconds: number | undefined) => (seconds === undefined ? null : fromSeconds(seconds))
  return {
    from: at(item!.current_period_start ?? whole!.current_period_start),
    to: at(item!.current_period_end ?? whole!.current_period_end),
  }
}

/** One that Stripe may add some day is taken for unpaid: nothing is served or given back for it. */
const InvoiceStatus = z.enum(['draft', 'open', 'paid', 'void', 'uncollectible'])

/** @param refundedCents given back of the newest invoice; Stripe keeps it with the charge */
export function presentSubscription(
  subscription: Stripe.Subscription,
  refundedCents: number,
): PresentSubscription {
  const [item] = subscription.items.data
  const { latest_invoice: invoice, cancel_at, cancel_at_period_end, ended_at } = subscription
  const { from: periodStartsAt, to: periodEndsAt } = periodOf(subscription)
  return {
    id: subscription.id,
    customer: idOf(subscription.customer)!,
    status: subscription.status as PaymentStatus,
    startedAt: fromSeconds(subscription.created),
    periodStartsAt,
    periodEndsAt,
    endsAt: ended_at
      ? fromSeconds(ended_at)
      : cancel_at
        ? fromSeconds(cancel_at)
        : cancel_at_period_end
          ? periodEndsAt
          : null,
    invoice:
      invoice && typeof invoice !== 'string' && invoice.id
        ? {
            id: invoice.id,
            status: InvoiceStatus.catch('open').parse(invoice.status),
            paidCents: invoice.amount_paid,
            refundedCents,
          }
        : null,
    plan: PlanId.safeParse(item?.price.metadata.plan).data ?? null,
    order: Metadata.safeParse(subscription.metadata).data ?? null,
  }
}

function fromSeconds(seconds: number): Date {
  return new Date(seconds * 1000)
}

/** Where ids stand in the objects we care for. Loose, because an endpoint may be pinned to an older version. */
const EventObject = z.looseObject({
  id: z.string().optional(),
  object: z.string(),
  customer: z.unknown().optional(),
  charge: z.unknown().optional(),
  subscription: z.unknown().optional(),
  parent: z
    .looseObject({ subscription_details: z.looseObject({ subscription: z.unknown().optional() }).nullish() })
    .nullish(),
})

/** An id of Stripe's: what is none can neither be stored nor asked for. */
const STRIPE_ID = /^[\w-]{1,255}$/
const Envelope = z.object({ id: z.string().regex(STRIPE_ID), type: z.string().regex(/^[\w.]{1,255}$/) })

/** Events about money that goes back. A dispute and a refund name their charge, and neither customer nor subscription. */
const MONEY_BACK = /^(?:charge\.refunded|charge\.dispute\.|refund\.)/

/** Throws `UnreadableEvent` for what has no id or type. */
export function presentEvent(given: Stripe.Event): PaymentEvent {
  const event = Envelope.safeParse(given).data
  if (!event) throw new UnreadableEvent('neither id nor type')
  const object = EventObject.safeParse(given.data?.object).data
  const is = (kind: string) => (object?.object === kind ? idOf(object.id) : null)
  return {
    id: event.id,
    type: event.type,
    checkout: is('checkout.session'),
    subscription:
      is('subscription') ??
      idOf(object?.subscription) ??
      idOf(object?.parent?.subscription_details?.subscription),
    customer: is('customer') ?? idOf(object?.customer),
    charge: MONEY_BACK.test(event.type) ? (is('charge') ?? idOf(object?.charge)) : null,
  }
}

function idOf(value: unknown): string | null {
  const id = typeof value === 'string' ? value : (value as { id?: unknown } | null | undefined)?.id
  return typeof id === 'string' && STRIPE_ID.test(id) ? id : null
}
