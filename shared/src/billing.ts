import { z } from 'zod'
import { Email } from './email.ts'
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
  email: Email,
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

/** Stripe's id of a payment page, `cs_…`; whoever has it was there. */
export const CheckoutProgressRequest = z.object({ session: z.string().regex(/^cs_[\w-]{1,250}$/) })

/** How a payment stands. `waiting`: a boleto or Pix that can still be paid. `lapsed`: it was not, in its time. */
export const CheckoutProgress = z.object({ state: z.enum(['open', 'waiting', 'paid', 'lapsed']) })
export type CheckoutProgress = z.infer<typeof CheckoutProgress>

/** Money that went back outside of the product: by hand at Stripe, or contested at the payer's bank. Cents of a real. */
export const Reversal = z.object({
  id: z.string(),
  kind: z.enum(['refund', 'dispute']),
  /** `open`: the bank has not decided. `won`: the charge stands. `lost`: the money went back. */
  state: z.enum(['refunded', 'open', 'won', 'lost']),
  cents: z.number().int().positive(),
  seenAt: Instant,
  changedAt: Instant,
})
export type Reversal = z.infer<typeof Reversal>

/** Stripe's id of an invoice, `in_…`. */
export const StripeInvoice = z.string().regex(/^[\w-]{1,255}$/)

/** Money that bought nothing: paid for time that another subscription served. Cents of a real. */
export const Repayment = z.object({
  invoice: StripeInvoice,
  cents: z.number().int().positive(),
  /** `second`: bought beside one that served. `overlap`: what was left of the one before. */
  reason: z.enum(['second', 'overlap']),
  offeredAt: Instant,
  /** When an owner asked for it. */
  askedAt: Instant.optional(),
  repaidAt: Instant.optional(),
})
export type Repayment = z.infer<typeof Repayment>

/** What the link in the mail about a held payment carries. */
export const HeldToken = z.object({ token: z.string().min(20).max(200) })

/** A payment that names an e-mail somebody signs in with already, and that no signed-in owner began. */
export const HeldPayment = z.object({
  state: z.enum(['held', 'attached', 'founded', 'returned']),
  plan: PlanId,
  /** What was paid, in cents of a real; 0 for a trial. */
  cents: z.number().int().nonnegative(),
  /** When it is given back by itself. */
  returnsAt: Instant,
  /** The company it can be attached to: the signed-in owner's. Null: sign in first. */
  company: z.string().nullable(),
})
export type HeldPayment = z.infer<typeof HeldPayment>

export const SettleHeld = HeldToken.extend({
  /** `attach`: to the signed-in owner's company. `found`: a new one, with another e-mail. `return`: the money back. */
  as: z.enum(['attach', 'found', 'return']),
  email: Email.optional(),
})

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
  /** May an owner buy a subscription now? Not while one runs. */
  canSubscribe: z.boolean(),
  /** A boleto or Pix of this company that is not paid: it waits, or its time ran out some days ago. */
  pending: z.object({ since: Instant, lapsed: z.boolean() }).optional(),
  repayments: z.array(Repayment),
  reversals: z.array(Reversal),
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
