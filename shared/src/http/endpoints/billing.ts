import { z } from 'zod'
import {
  CheckoutProgress,
  CheckoutProgressRequest,
  CheckoutRequest,
  HeldPayment,
  HeldToken,
  PlanList,
  Redirect,
  Repayment,
  SettleHeld,
  StripeInvoice,
  SubscriptionView,
} from '../../billing.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api } from './parts.ts'

export const billingEndpoints = {
  plans: defineEndpoint({
    method: 'GET',
    path: `${api}/billing/plans`,
    access: 'public',
    summary: 'Plans on offer: prices in cents of BRL, quotas, days of trial',
    reply: PlanList,
  }),
  checkout: defineEndpoint({
    method: 'POST',
    path: `${api}/billing/checkout`,
    access: 'recognised',
    summary:
      'Begin to pay: answers the address of the payment page. A signed-in owner pays for their own company; anyone else founds one by the payment',
    body: CheckoutRequest,
    reply: Redirect,
    perMinute: 10,
  }),
  checkoutProgress: defineEndpoint({
    method: 'POST',
    path: `${api}/billing/checkout/state`,
    access: 'public',
    summary: 'How a payment stands, for the page after it: a boleto or Pix may wait for days',
    body: CheckoutProgressRequest,
    reply: CheckoutProgress,
    perMinute: 30,
  }),
  subscription: defineEndpoint({
    method: 'GET',
    path: `${api}/billing/subscription`,
    access: 'member',
    summary: 'Where the subscription stands and what was used this month',
    reply: SubscriptionView,
  }),
  billingPortal: defineEndpoint({
    method: 'POST',
    path: `${api}/billing/portal`,
    access: 'owner',
    summary: 'The page where the card is changed and the subscription cancelled',
    reply: Redirect,
    perMinute: 10,
  }),
  askRepayment: defineEndpoint({
    method: 'POST',
    path: `${api}/billing/repayments/:invoice`,
    access: 'owner',
    summary: 'Money that bought nothing is given back',
    params: z.object({ invoice: StripeInvoice }),
    reply: Repayment,
    perMinute: 10,
  }),
  heldPayment: defineEndpoint({
    method: 'POST',
    path: `${api}/billing/held`,
    access: 'recognised',
    summary:
      'A payment that waits for the owner of a mailbox: what it is, and what the caller may do with it',
    body: HeldToken,
    reply: HeldPayment,
    perMinute: 20,
  }),
  settleHeldPayment: defineEndpoint({
    method: 'POST',
    path: `${api}/billing/held/settle`,
    access: 'recognised',
    summary: 'What a held payment is for: the caller’s company, a new one with another e-mail, or nothing',
    body: SettleHeld,
    reply: HeldPayment,
    perMinute: 10,
  }),
} as const
