/**
 * The version that the SDK is pinned to, and the last one before fields moved: in 2025-03-31.basil the period went from
 * the subscription to its items, and what an invoice belongs to went into `parent`; a charge no longer names its invoice.
 * https://docs.stripe.com/changelog/basil
 */
export const API_VERSIONS = ['2025-02-24.acacia', '2026-10-28.endive'] as const
export type ApiVersion = (typeof API_VERSIONS)[number]
export const PINNED_VERSION: ApiVersion = '2026-10-28.endive'

type Json = Record<string, unknown>

/** A copy of what is told, lists and expanded objects included, in the shapes of a version. */
export function inVersion<T>(version: ApiVersion, told: T): T {
  const copy = structuredClone(told)
  return version === PINNED_VERSION ? copy : (older(copy) as T)
}

function older(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(older)
  if (value === null || typeof value !== 'object') return value
  const each = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, older(inner)])) as Json
  switch (each.object) {
    case 'subscription':
      return olderSubscription(each)
    case 'invoice':
      return olderInvoice(each)
    default:
      return each
  }
}

function olderSubscription(subscription: Json): Json {
  const items = subscription.items as { data: Json[] } | undefined
  const [first] = items?.data ?? []
  if (!items || !first) return subscription
  const { current_period_start, current_period_end } = first
  const data = items.data.map(({ current_period_start: _, current_period_end: __, ...item }) => item)
  return { ...subscription, current_period_start, current_period_end, items: { ...items, data } }
}

function olderInvoice({ parent, ...invoice }: Json): Json {
  const details = (parent as { subscription_details?: Json } | undefined)?.subscription_details
  if (!details) return invoice
  return {
    ...invoice,
    subscription: details.subscription,
    subscription_details: { metadata: details.metadata ?? null },
    paid: invoice.status === 'paid',
  }
}
