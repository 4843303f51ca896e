import { z } from 'zod'
import { Instant } from './ids.ts'
import { GivenName } from './names.ts'

export const PlanId = z.enum(['essential', 'professional', 'scale'])
export type PlanId = z.infer<typeof PlanId>

/** What a tenant may use for a month, and what it costs. */
export const Plan = z.object({
  id: PlanId,
  /** Shown names; the id never is. */
  name: z.object({ pt: z.string(), en: z.string() }),
  /** A month, in cents of a real (BRL). */
  priceCents: z.number().int().positive(),
  /** Answers of the AI in one calendar month of the tenant's time zone. Small talk and handoffs are not counted. */
  answersAMonth: z.number().int().positive(),
  /** People with the role `attendant`, open invites included. Owners are not counted. */
  attendants: z.number().int().positive(),
})
export type Plan = z.infer<typeof Plan>

/** Every plan on offer, cheapest first. The landing page, the dashboard and the cloud all read this list. */
export const PLANS: readonly Plan[] = [
  {
    id: 'essential',
    name: { pt: 'Essencial', en: 'Essential' },
    priceCents: 9_700,
    answersAMonth: 1_000,
    attendants: 2,
  },
  {
    id: 'professional',
    name: { pt: 'Profissional', en: 'Professional' },
    priceCents: 19_700,
    answersAMonth: 4_000,
    attendants: 6,
  },
  {
    id: 'scale',
    name: { pt: 'Escala', en: 'Scale' },
    priceCents: 39_700,
    answersAMonth: 12_000,
    attendants: 20,
  },
]

/** The plan of a checkout that names none. */
export const DEFAULT_PLAN: PlanId = 'essential'

export function planOf(id: PlanId): Plan {
  return PLANS.find((plan) => plan.id === id)!
}

/** Days in which a failed payment may be mended while the AI goes on answering. */
export const GRACE_DAYS = 7
/** Days a suspended subscription is kept before it is cancelled. Nothing of the tenant is deleted by that. */
export const SUSPENDED_DAYS = 30
/** Share of the month's answers from which the owners are warned, once a month. */
export const QUOTA_WARNING = 0.8

/** Where a subscription stands. `grace`: a payment failed and the days to mend it run. */
export const SubscriptionState = z.enum(['trial', 'active', 'grace', 'suspended', 'cancelled'])
export type SubscriptionState = z.infer<typeof SubscriptionState>

export const CheckoutRequest = z.object({
  email: z.email().trim().toLowerCase().max(254),
  /** The person's or the company's name; becomes the tenant's, and can be changed. */
  name: GivenName,
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d\s().-]{8,20}$/),
  plan: PlanId.default(DEFAULT_PLAN),
})
export type CheckoutRequest = z.infer<typeof CheckoutRequest>

/** Where the browser goes next: a page of Stripe's. */
export const Redirect = z.object({ url: z.url() })

export const PlanList = z.object({ items: z.array(Plan), trialDays: z.number().int().nonnegative() })

/** The Subscription screen. */
export const SubscriptionView = z.object({
  state: SubscriptionState,
  plan: Plan,
  /** End of what is paid for (or of the trial); null when no payment runs by Stripe. */
  periodEndsAt: Instant.nullable(),
  /** When the AI falls silent unless the payment is mended; only in `grace`. */
  graceEndsAt: Instant.optional(),
  /** When a suspended subscription is cancelled. */
  cancelsAt: Instant.optional(),
  /** Is there a customer at Stripe, so that the portal can be opened? */
  hasPortal: z.boolean(),
  usage: z.object({
    answers: z.number().int(),
    answersLimit: z.number().int(),
    /** The month counted, `2026-11`. */
    month: z.string(),
    attendants: z.number().int(),
    attendantsLimit: z.number().int(),
  }),
})
export type SubscriptionView = z.infer<typeof SubscriptionView>
