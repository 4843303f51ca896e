import { PLANS, planOf } from '@plantao/shared/billing'
import { endpoints } from '@plantao/shared/http/endpoints'
import { type BuyerCookie, placesTaken } from '../accounts/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import { languageOf } from '../platform/http/error-handler.ts'
import { beginCheckout, canSubscribe } from './checkout.ts'
import { lookAtHeld, settleHeld } from './held-payment.ts'
import { NotSold, type Payments, PaymentsUnavailable } from './payments.port.ts'
import { newestPending } from './pending-payment.repo.ts'
import { checkoutState, LAPSED_SHOWN_MS } from './pending-payment.ts'
import { askRepayment, listRepayments, type RepaymentRow } from './repayment.repo.ts'
import { listReversals, type ReversalRow } from './reversal.repo.ts'
import { endOfSuspension } from './standing.ts'
import { readSubscription, subscriptionRow } from './subscription.repo.ts'

type Deps = {
  db: Database
  payments: Payments
  publicUrl: string
  trialDays: number
  /** For knowing an address again that had a trial. */
  key: Uint8Array
  clock: Clock
  onRefused?: (reason: string) => void
  /** The browser that began to pay is known again. */
  buyers: BuyerCookie
}

/** Plans, payment page, the Subscription screen, the portal, money that goes back. */
export function billingRoutes(deps: Deps): BoundRoute[] {
  const { db, payments, clock, publicUrl, trialDays, onRefused } = deps
  const reaching = <T>(work: () => Promise<T>) => reach(work, onRefused)
  return [
    route(endpoints.plans, async () => ({ items: [...PLANS], trialDays })),
    route(endpoints.checkout, ({ body, caller, request, reply }) => {
      const language = languageOf(request.headers['accept-language'])
      const remember = (tenantId: string) => deps.buyers.remember(request, reply, tenantId)
      return reaching(() => beginCheckout(deps, body, caller, language, remember))
    }),
    route(endpoints.checkoutProgress, async ({ body }) => ({
      state: await reaching(() => checkoutState(deps, body.session)),
    })),
    route(endpoints.subscription, ({ caller }) =>
      db.tenant(caller.tenantId, async (tx) => {
        const row = await subscriptionRow(tx)
        const use = await readSubscription(tx)
        if (!row || !use) throw new Error('a tenant without a subscription row')
        const plan = planOf(row.plan)
        const { members, invited } = await placesTaken(tx, 'attendant')
        const isOwner = caller.role === 'owner'
        const pending = await newestPending(tx, new Date(clock.now().getTime() - LAPSED_SHOWN_MS))
        return {
          state: row.state,
          plan,
          periodEndsAt: row.periodEndsAt?.toISOString() ?? null,
          ...(row.graceEndsAt ? { graceEndsAt: row.graceEndsAt.toISOString() } : {}),
          ...(row.state === 'suspended' && row.suspendedAt
            ? { cancelsAt: endOfSuspension(row.suspendedAt).toISOString() }
            : {}),
          hasPortal: row.stripeCustomer !== null,
          canSubscribe: canSubscribe(row.state, row.stripeSubscription),
          ...(pending
            ? { pending: { since: pending.since.toISOString(), lapsed: pending.outcome !== null } }
            : {}),
          repayments: isOwner ? (await listRepayments(tx)).map(shown) : [],
          reversals: isOwner ? (await listReversals(tx)).map(shownReversal) : [],
          usage: {
            answers: use.answers,
            answersLimit: use.answersLimit,
            month: row.month,
            attendants: members + invited,
            attendantsLimit: plan.attendants,
          },
        }
      }),
    ),
    route(endpoints.billingPortal, async ({ caller }) => {
      const row = await db.tenant(caller.tenantId, (tx) => subscriptionRow(tx))
      const customer = row?.stripeCustomer
      if (!customer) throw expected('billing.no_customer')
      const page = await reaching(() => payments.portal(customer, `${publicUrl}/dashboard/subscription`))
      // Deleted at Stripe by hand: waiting would not bring it back.
      if (!page) throw expected('billing.no_customer')
      return page
    }),
    route(endpoints.askRepayment, ({ caller, params }) =>
      db.tenant(caller.tenantId, async (tx) => {
        const asked = await askRepayment(tx, params.invoice, caller.memberId)
        if (!asked) throw expected('billing.no_such_repayment')
        if (!asked.repaidAt)
          await tx.enqueue(
            'repay',
            { account: tx.tenantId, invoice: asked.invoice, cents: asked.cents },
            { key: `repay:${asked.invoice}` },
          )
        return shown(asked)
      }),
    ),
    route(endpoints.heldPayment, ({ body, caller }) => reaching(() => lookAtHeld(deps, body.token, caller))),
    route(endpoints.settleHeldPayment, ({ body, caller }) => reaching(() => settleHeld(deps, body, caller))),
  ]
}

function shown({ askedAt, repaidAt, offeredAt, ...row }: RepaymentRow) {
  return {
    ...row,
    offeredAt: offeredAt.toISOString(),
    ...(askedAt ? { askedAt: askedAt.toISOString() } : {}),
    ...(repaidAt ? { repaidAt: repaidAt.toISOString() } : {}),
  }
}

function shownReversal({ seenAt, changedAt, ...row }: ReversalRow) {
  return { ...row, seenAt: seenAt.toISOString(), changedAt: changedAt.toISOString() }
}

async function reach<T>(work: () => Promise<T>, onRefused?: (reason: string) => void): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof NotSold) {
      onRefused?.(error.message)
      throw expected('billing.not_sold')
    }
    if (error instanceof PaymentsUnavailable) throw expected('billing.unavailable')
    throw error
  }
}
