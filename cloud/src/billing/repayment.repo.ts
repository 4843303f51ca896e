import { mailOwners } from '../accounts/index.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Repayment } from './decide.ts'

export type RepaymentRow = {
  invoice: string
  cents: number
  reason: 'second' | 'overlap'
  offeredAt: Date
  askedAt: Date | null
  repaidAt: Date | null
}

const COLUMNS =
  'invoice, cents, reason, offered_at as "offeredAt", asked_at as "askedAt", repaid_at as "repaidAt"'

/** Offers money back that bought nothing, and tells every owner; once for an invoice. */
export async function offerRepayment(
  tx: TenantTx,
  { invoice, subscription, cents, reason }: Repayment,
): Promise<void> {
  const made = await tx.query(
    `insert into repayment (tenant_id, invoice, stripe_subscription, cents, reason, offered_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning 1`,
    [tx.tenantId, invoice, subscription, cents, reason, tx.now],
  )
  if (made.length === 0) return
  const facts = { cents, invoice }
  await mailOwners(tx, { key: `second_payment:${invoice}`, template: 'second_payment', facts })
}

/** What was offered, newest first. A company has few: none is paged away. */
export function listRepayments(tx: TenantTx): Promise<RepaymentRow[]> {
  return tx.query<RepaymentRow>(
    `select ${COLUMNS} from repayment where tenant_id = $1 order by offered_at desc, invoice limit 50`,
    [tx.tenantId],
  )
}

/** An owner asks for one; null when it was never offered. Safe to repeat. */
export async function askRepayment(
  tx: TenantTx,
  invoice: string,
  memberId: string,
): Promise<RepaymentRow | null> {
  const [row] = await tx.query<RepaymentRow>(
    `update repayment set asked_at = coalesce(asked_at, $3), asked_by = coalesce(asked_by, $4)
     where tenant_id = $1 and invoice = $2 returning ${COLUMNS}`,
    [tx.tenantId, invoice, tx.now, memberId],
  )
  return row ?? null
}

export async function markRepaid(tx: TenantTx, invoice: string): Promise<void> {
  await tx.query(
    'update repayment set repaid_at = coalesce(repaid_at, $3) where tenant_id = $1 and invoice = $2',
    [tx.tenantId, invoice, tx.now],
  )
}

/** What went back in another way than by our click needs no click any more. */
export async function markRepaidUpTo(tx: TenantTx, invoice: string, cents: number): Promise<void> {
  await tx.query(
    'update repayment set repaid_at = coalesce(repaid_at, $3) where tenant_id = $1 and invoice = $2 and cents <= $4',
    [tx.tenantId, invoice, tx.now, cents],
  )
}

/** An owner asked for it, and it could not be given back: a bank had the money. */
export async function askedAndNotRepaid(tx: TenantTx, invoice: string): Promise<{ cents: number } | null> {
  const [row] = await tx.query<{ cents: number }>(
    'select cents from repayment where tenant_id = $1 and invoice = $2 and asked_at is not null and repaid_at is null',
    [tx.tenantId, invoice],
  )
  return row ?? null
}

/** Is it still to be asked for? */
export async function isOpen(tx: TenantTx, invoice: string): Promise<boolean> {
  const rows = await tx.query(
    'select 1 from repayment where tenant_id = $1 and invoice = $2 and asked_at is null and repaid_at is null',
    [tx.tenantId, invoice],
  )
  return rows.length > 0
}
