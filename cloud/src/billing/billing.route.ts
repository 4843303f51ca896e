import { PLANS, planOf } from '@plantao/shared/billing'
import { endpoints } from '@plantao/shared/http/endpoints'
import { placesTaken } from '../accounts/index.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import { languageOf } from '../platform/http/error-handler.ts'
import { uuidv7 } from '../platform/uuid.ts'
import { type Payments, PaymentsUnavailable } from './payments.port.ts'
import { endOfSuspension } from './standing.ts'
import { readSubscription, subscriptionRow } from './subscription.repo.ts'

type Deps = { db: Database; payments: Payments; publicUrl: string; trialDays: number }

/** Plans, payment page, the Subscription screen, the portal. */
export function billingRoutes({ db, payments, publicUrl, trialDays }: Deps): BoundRoute[] {
  return [
    route(endpoints.plans, async () => ({ items: [...PLANS], trialDays })),
    route(endpoints.checkout, ({ body, request }) =>
      reaching(() =>
        payments.begin(
          { ...body, tenantId: uuidv7(), language: languageOf(request.headers['accept-language']) },
          { done: `${publicUrl}/checkout/done`, back: `${publicUrl}/` },
        ),
      ),
    ),
    route(endpoints.subscription, ({ caller }) =>
      db.tenant(caller.tenantId, async (tx) => {
        const row = await subscriptionRow(tx)
        const use = await readSubscription(tx)
        if (!row || !use) throw new Error('a tenant without a subscription row')
        const plan = planOf(row.plan)
        const { members, invited } = await placesTaken(tx, 'attendant')
        return {
          state: row.state,
          plan,
          periodEndsAt: row.periodEndsAt?.toISOString() ?? null,
          ...(row.graceEndsAt ? { graceEndsAt: row.graceEndsAt.toISOString() } : {}),
          ...(row.suspendedAt ? { cancelsAt: endOfSuspension(row.suspendedAt).toISOString() } : {}),
          hasPortal: row.stripeCustomer !== null,
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
      return reaching(() => payments.portal(customer, `${publicUrl}/dashboard/subscription`))
    }),
  ]
}

async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof PaymentsUnavailable) throw expected('billing.unavailable')
    throw error
  }
}
