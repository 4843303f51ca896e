import { CheckoutRequest, PlanList, Redirect, SubscriptionView } from '../../billing.ts'
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
    access: 'public',
    summary: 'Begin to pay: answers the address of the payment page. The account is made by the payment',
    body: CheckoutRequest,
    reply: Redirect,
    perMinute: 10,
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
} as const
