import { type Founding, foundTenant, memberByEmail } from '../accounts/index.ts'
import { queueMail } from '../mail/index.ts'
import { audit } from '../platform/audit.ts'
import type { Database, TenantTx } from '../platform/database.ts'
import type { Order, Payments, PresentSubscription } from './payments.port.ts'
import { linkStripe, subscriptionRow } from './subscription.repo.ts'

type Deps = { db: Database; payments: Payments }
type Member = NonNullable<Awaited<ReturnType<typeof memberByEmail>>>

/**
 * The account behind a settled payment: founded, or the one that its e-mail has already. Safe to repeat.
 * @returns the tenant the payment belongs to now, or null when it was a second one and is being ended
 */
export async function openAccount(
  { db }: Pick<Deps, 'db'>,
  order: Order,
  present: PresentSubscription,
): Promise<string | null> {
  const known = await memberByEmail(db, order.email)
  if (known && known.tenantId !== order.tenantId) return attach(db, known, order, present)
  const outcome = await foundTenant(db, founding(order, present))
  if (outcome !== 'email_taken') return order.tenantId
  // Somebody took the e-mail between the question and the founding: an invitation accepted just now.
  const other = await memberByEmail(db, order.email)
  if (!other) throw new Error('an e-mail was taken and is nobody’s')
  return attach(db, other, order, present)
}

function founding(order: Order, present: PresentSubscription): Founding {
  return {
    tenantId: order.tenantId,
    name: order.name,
    owner: { email: order.email, name: order.name, phone: order.phone, language: order.language },
    subscription: {
      state: present.status === 'trialing' ? 'trial' : 'active',
      periodEndsAt: present.periodEndsAt,
    },
    async alongside(tx, memberId) {
      await linkStripe(tx, { customer: present.customer, subscription: present.id, plan: order.plan })
      await queueMail(tx, {
        key: 'welcome',
        template: 'welcome',
        to: order.email,
        language: order.language,
        facts: { memberId, name: order.name, company: order.name, email: order.email },
      })
    },
  }
}

/** Ties the payment to a tenant that stands; a second one beside a running one is ended, so that nobody pays twice. */
function attach(
  db: Database,
  member: Member,
  order: Order,
  present: PresentSubscription,
): Promise<string | null> {
  return db.tenant(member.tenantId, async (tx) => {
    const row = await subscriptionRow(tx, true)
    if (!row) throw new Error('a tenant without a subscription row')
    const running = row.stripeSubscription !== null && row.state !== 'cancelled'
    const letter = { name: member.name, company: row.companyName }
    if (running && row.stripeSubscription !== present.id) {
      await tell(tx, member, 'second_payment', present.id, letter)
      await tx.enqueue('end-subscription', { subscriptionId: present.id })
      return null
    }
    if (present.status === 'canceled') return null
    await linkStripe(tx, { customer: present.customer, subscription: present.id, plan: order.plan })
    await audit(tx, member.id, 'subscription.attached')
    await tell(tx, member, 'payment_attached', present.id, letter)
    return member.tenantId
  })
}

async function tell(
  tx: TenantTx,
  member: Member,
  template: 'second_payment' | 'payment_attached',
  subscription: string,
  facts: { name: string; company: string },
): Promise<void> {
  await queueMail(tx, {
    key: `${template}:${subscription}`,
    template,
    to: member.email,
    language: member.language,
    facts,
  })
}
