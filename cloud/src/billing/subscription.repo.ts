import { PLANS, type PlanId, planOf } from '@plantao/shared/billing'
import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Subscription } from './entitlement.ts'
import type { Standing } from './standing.ts'

/** The calendar month of an instant in the tenant's time zone, `2026-11`; `$2` is the instant. */
const MONTH = `to_char($2::timestamptz at time zone t.time_zone, 'YYYY-MM')`

/** The tenant's subscription with this month's use, or null when it never had one. */
export async function readSubscription(tx: TenantTx): Promise<Subscription | null> {
  const [row] = await tx.query<Omit<Subscription, 'answersLimit'> & { plan: PlanId; granted: number }>(
    `select s.state, s.period_ends_at as "periodEndsAt", s.plan, s.answers_granted as granted,
       coalesce(u.answers, 0) as answers
     from subscription s join tenant t on t.tenant_id = s.tenant_id
     left join answer_usage u on u.tenant_id = s.tenant_id and u.month = ${MONTH}
     where s.tenant_id = $1`,
    [tx.tenantId, tx.now],
  )
  if (!row) return null
  const { plan, granted, ...rest } = row
  return { ...rest, answersLimit: planOf(plan).answersAMonth + granted }
}

const ADD_ANSWER = `insert into answer_usage as u (tenant_id, month, answers)
  select t.tenant_id, ${MONTH}, 1 from tenant t where t.tenant_id = $1
  on conflict (tenant_id, month) do update set answers = u.answers + 1
  returning answers, month, warned_at is not null as warned`

/** Counts one answer of this month. Answers how many there are now, and whether the owners were warned. */
export async function addAnswer(tx: TenantTx): Promise<{ answers: number; month: string; warned: boolean }> {
  const [row] = await tx.query<{ answers: number; month: string; warned: boolean }>(ADD_ANSWER, [
    tx.tenantId,
    tx.now,
  ])
  return row!
}

/** The same, where nobody needs to know how many there are: nothing is waited for. */
export function addAnswerUnread(tx: TenantTx): void {
  tx.write(ADD_ANSWER, [tx.tenantId, tx.now])
}

export async function markWarned(tx: TenantTx, month: string): Promise<void> {
  await tx.query('update answer_usage set warned_at = $3 where tenant_id = $1 and month = $2', [
    tx.tenantId,
    month,
    tx.now,
  ])
}

export type SubscriptionRow = Standing & {
  plan: PlanId
  stripeCustomer: string | null
  stripeSubscription: string | null
  revision: number
  companyName: string
  month: string
}

/** Everything about the subscription but the use. `lock` keeps every other change waiting. */
export async function subscriptionRow(tx: TenantTx, lock = false): Promise<SubscriptionRow | null> {
  const select = `select s.state, s.plan, s.period_ends_at as "periodEndsAt", s.grace_ends_at as "graceEndsAt",
       s.grace_mails as "graceMails", s.suspended_at as "suspendedAt", s.stripe_customer as "stripeCustomer",
       s.stripe_subscription as "stripeSubscription", s.revision, t.name as "companyName", ${MONTH} as month
     from subscription s join tenant t on t.tenant_id = s.tenant_id
     where s.tenant_id = $1`
  const values = [tx.tenantId, tx.now]
  const [row] = lock
    ? await tx.lock<SubscriptionRow>(`subscription:${tx.tenantId}`, select, values, { of: 's' })
    : await tx.query<SubscriptionRow>(select, values)
  return row ?? null
}

/** Writes the standing; the revision rises, so that readings of Stripe made before are known to be stale. */
export async function putStanding(
  tx: TenantTx,
  standing: Standing,
  { plan, reviewAt }: { plan: PlanId; reviewAt: Date | null },
): Promise<void> {
  await tx.query(
    `update subscription set state = $2, period_ends_at = $3, grace_ends_at = $4, grace_mails = $5, suspended_at = $6,
       plan = $7, review_at = $8, updated_at = $9, revision = revision + 1 where tenant_id = $1`,
    [
      tx.tenantId,
      standing.state,
      standing.periodEndsAt,
      standing.graceEndsAt,
      standing.graceMails,
      standing.suspendedAt,
      plan,
      reviewAt,
      tx.now,
    ],
  )
}

/** Ties the tenant to a subscription at Stripe. */
export async function linkStripe(
  tx: TenantTx,
  link: { customer: string | null; subscription: string; plan: PlanId },
): Promise<void> {
  await tx.query(
    `update subscription set stripe_customer = $2, stripe_subscription = $3, plan = $4, updated_at = $5,
       revision = revision + 1 where tenant_id = $1`,
    [tx.tenantId, link.customer, link.subscription, link.plan, tx.now],
  )
}

/** Tenants whose subscription the clock must look at. */
export async function dueTenants(db: Database, now: Date, most: number): Promise<string[]> {
  const rows = await db.lookup<{ tenant_id: string }>('select tenant_id from due_subscriptions($1, $2)', [
    now,
    most,
  ])
  return rows.map((row) => row.tenant_id)
}

/** Companies that have more attendants than their plan. */
export async function teamsOverPlan(db: Database, most: number): Promise<string[]> {
  const rows = await db.lookup<{ tenant_id: string }>('select * from teams_over_plan($1, $2, $3)', [
    PLANS.map(({ id }) => id),
    PLANS.map(({ attendants }) => attendants),
    most,
  ])
  return rows.map((row) => row.tenant_id)
}
