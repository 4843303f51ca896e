import type { HeldPayment as HeldView } from '@plantao/shared/billing'
import { linkHash, memberByEmail, newLinkToken } from '../accounts/index.ts'
import type { Jobs } from '../jobs.ts'
import { type Prepare, queueMail } from '../mail/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import type { Caller } from '../platform/http/bind.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { rememberCustomer, tenantOfStripe } from './account.repo.ts'
import { worth } from './choose.ts'
import {
  type HeldPayment,
  heldBefore,
  heldByToken,
  insertHeld,
  setHeldToken,
  takeHeld,
} from './held-payment.repo.ts'
import { openAccount } from './open-account.ts'
import type { Order, Payments, PresentSubscription } from './payments.port.ts'
import { review } from './review.ts'
import { subscriptionRow } from './subscription.repo.ts'

/** Days in which the owner of the mailbox may decide: long enough for a holiday, for nobody is served meanwhile. */
export const HELD_DAYS = 7
const DAY_MS = 24 * 3_600_000
/** Given back in one tick; the rest come with the next. */
const MOST_RETURNED = 100

type Deps = { db: Database; payments: Payments; clock: Clock; key: Uint8Array }

/**
 * Keeps a payment apart whose e-mail is somebody's already: anybody can type an address, so it neither changes that
 * person's company nor is it lost. The mailbox is asked what it is for. Safe to repeat.
 */
export async function holdPayment(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  order: Order,
  present: PresentSubscription,
): Promise<void> {
  await insertHeld(db, { id: order.tenantId, subscription: present.id, at: clock.now() })
  const member = await memberByEmail(db, order.email)
  // Removed in this very moment: tried again, the payment founds the company.
  if (!member) throw new Error('an e-mail was taken and is nobody’s')
  await db.tenant(member.tenantId, (tx) =>
    queueMail(tx, {
      key: `payment_held:${present.id}`,
      template: 'payment_held',
      // To the mailbox, whoever has it: one who left the company by then has paid all the same.
      to: member.email,
      language: member.language,
      facts: { name: member.name, heldId: order.tenantId, days: HELD_DAYS },
    }),
  )
}

/** The link of a mail about a held payment: made for each try, its hash committed before. */
export function heldPaymentSecrets(db: Database): Prepare {
  return {
    async payment_held(_tenantId, { heldId }) {
      const { token, hash } = newLinkToken()
      return (await setHeldToken(db, String(heldId), hash)) ? { token } : null
    },
  }
}

/** What the link stands for. Throws `billing.held_unknown` for one that stands for nothing. */
export async function lookAtHeld(deps: Deps, token: string, caller: Caller | null): Promise<HeldView> {
  const { held, present } = await find(deps, token)
  return view(deps, held, present, caller)
}

/** Does what the owner of the mailbox decided; whoever decides first has decided. */
export async function settleHeld(
  deps: Deps,
  { token, as, email }: { token: string; as: 'attach' | 'found' | 'return'; email?: string | undefined },
  caller: Caller | null,
): Promise<HeldView> {
  const { held, present } = await find(deps, token)
  if (held.outcome) throw expected('billing.held_settled')
  // Ended or owed by now, it would serve nobody: what was paid can only go back.
  if (as !== 'return' && !isPaid(present)) throw expected('billing.held_ended')
  const { db, payments, key } = deps
  if (as === 'attach') {
    if (caller?.role !== 'owner') throw expected('billing.owner_only')
    await db.tenant(caller.tenantId, async (tx) => {
      if (!(await takeHeld(tx, held.id, 'attached'))) throw expected('billing.held_settled')
      await rememberCustomer(tx, present.customer)
      // In case this process dies here: from now on it is theirs.
      await tx.enqueue('review-subscription', { tenantId: tx.tenantId }, { key: `review:${tx.tenantId}` })
    })
    await review({ db, payments }, caller.tenantId, present.id)
  }
  if (as === 'found') {
    if (!present.order || !email || (await memberByEmail(db, email))) throw expected('billing.email_taken')
    const outcome = await openAccount({ db, key }, { ...present.order, email }, present)
    if (outcome === 'email_taken') throw expected('billing.email_taken')
    if (outcome === 'settled') throw expected('billing.held_settled')
    await review({ db, payments }, present.order.tenantId, present.id)
  }
  if (as === 'return' && !(await returnOne(db, held))) throw expected('billing.held_settled')
  return lookAtHeld(deps, token, caller)
}

async function find(
  { db, payments }: Deps,
  token: string,
): Promise<{ held: HeldPayment; present: PresentSubscription }> {
  const held = await heldByToken(db, linkHash(token))
  const present = held && (await payments.subscription(held.subscription))
  if (!held || !present) throw expected('billing.held_unknown')
  return { held, present }
}

async function view(
  { db }: Deps,
  held: HeldPayment,
  present: PresentSubscription,
  caller: Caller | null,
): Promise<HeldView> {
  const row = caller?.role === 'owner' ? await db.tenant(caller.tenantId, (tx) => subscriptionRow(tx)) : null
  return {
    state: held.outcome ?? 'held',
    plan: present.plan ?? present.order?.plan ?? 'essential',
    cents: present.invoice?.paidCents ?? 0,
    returnsAt: new Date(held.heldAt.getTime() + HELD_DAYS * DAY_MS).toISOString(),
    company: row?.companyName ?? null,
  }
}

/** Lets go back what nobody decided on. Stripe is not asked here: one that it refuses keeps no other from its turn. */
export async function returnHeld({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  const before = new Date(clock.now().getTime() - HELD_DAYS * DAY_MS)
  for (const held of await heldBefore(db, before, MOST_RETURNED)) {
    // Its company was founded after all, or took it: then it serves, and nothing is owed.
    if (await tenantOfStripe(db, held.subscription, null))
      await db.tenant(held.id, (tx) => takeHeld(tx, held.id, 'founded'))
    else await returnOne(db, held)
  }
}

/** Settles it, and has the money given back by a job of its own: one commit. Answers whether that was this call. */
function returnOne(db: Database, { id, subscription }: HeldPayment): Promise<boolean> {
  return db.tenant(id, async (tx) => {
    if (!(await takeHeld(tx, id, 'returned'))) return false
    await enqueueReturn(tx, subscription)
    return true
  })
}

function enqueueReturn(tx: TenantTx, subscriptionId: string, runAt?: Date): Promise<void> {
  const payload = { account: tx.tenantId, subscriptionId }
  return tx.enqueue('return-held', payload, { key: `return:${subscriptionId}`, ...(runAt ? { runAt } : {}) })
}

/** Ends a subscription that serves nobody and repays its newest invoice, when no bank has the money. Safe to repeat. */
export function returnHeldTask({ db, payments, clock }: Omit<Deps, 'key'>) {
  return async ({ account, subscriptionId }: Jobs['return-held']): Promise<void> => {
    await payments.end(subscriptionId)
    const invoice = (await payments.subscription(subscriptionId))?.invoice
    if (invoice?.status !== 'paid' || invoice.paidCents <= invoice.refundedCents) return
    if ((await payments.repay(invoice.id, invoice.paidCents - invoice.refundedCents)) !== 'contested') return
    // Of a company that was never founded no event is applied: we ask ourselves whether the bank has decided.
    const runAt = new Date(clock.now().getTime() + DAY_MS)
    await db.tenant(account, (tx) => enqueueReturn(tx, subscriptionId, runAt))
  }
}

function isPaid(present: PresentSubscription): boolean {
  return ['runs', 'ending'].includes(worth(present))
}
