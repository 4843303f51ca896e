import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'

type PendingOutcome = 'paid' | 'lapsed'
type Pending = { since: Date; settledAt: Date | null; outcome: PendingOutcome | null }

type NewPending = { checkout: string; account: string; renews: boolean; mailbox: Buffer; at: Date }

/** Remembers that a payment is on its way. Safe to repeat. */
export async function insertPending(db: Database, pending: NewPending): Promise<void> {
  const { checkout, account, renews, mailbox, at } = pending
  await db.lookup(
    `insert into pending_payment (checkout, account, renews, mailbox, since) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning 1`,
    [checkout, account, renews, mailbox, at],
  )
}

/** What became of it; a payment that was made is not taken back by an older reading. */
export async function settlePending(
  db: Database,
  checkout: string,
  outcome: PendingOutcome,
  now: Date,
): Promise<void> {
  await db.lookup(
    `update pending_payment set settled_at = $3, outcome = $2
     where checkout = $1 and outcome is distinct from 'paid' and outcome is distinct from $2 returning 1`,
    [checkout, outcome, now],
  )
}

/** Is it over, and was nobody told so yet, nor anything to that mailbox since then? */
export async function mayTellLapsed(db: Database, checkout: string, since: Date): Promise<boolean> {
  const rows = await db.lookup(
    `select 1 from pending_payment p where p.checkout = $1 and p.outcome = 'lapsed' and p.told_at is null
       and not exists (select from pending_payment o where o.mailbox = p.mailbox and o.told_at >= $2)`,
    [checkout, since],
  )
  return rows.length > 0
}

export async function markLapsedTold(db: Database, checkout: string, now: Date): Promise<void> {
  await db.lookup(
    'update pending_payment set told_at = $2 where checkout = $1 and told_at is null returning 1',
    [checkout, now],
  )
}

/** What became of it; null while nothing has, or for one we never heard of. */
export async function outcomeOf(db: Database, checkout: string): Promise<PendingOutcome | null> {
  const [row] = await db.lookup<{ outcome: PendingOutcome | null }>(
    'select outcome from pending_payment where checkout = $1',
    [checkout],
  )
  return row?.outcome ?? null
}

/** The newest payment of a company that is here already, while it waits or has lapsed since then. */
export async function newestPending(tx: TenantTx, since: Date): Promise<Pending | null> {
  const [row] = await tx.query<Pending>(
    `select since, settled_at as "settledAt", outcome from pending_payment
     where account = $1 and renews order by since desc, checkout limit 1`,
    [tx.tenantId],
  )
  if (!row || row.outcome === 'paid') return null
  return row.settledAt === null || row.settledAt >= since ? row : null
}

/** Forgets what was settled before. */
export async function forgetPending(db: Database, before: Date): Promise<void> {
  await db.lookup('delete from pending_payment where settled_at < $1', [before])
}
