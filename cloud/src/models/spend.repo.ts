import type { TenantTx } from '../platform/tenant-tx.ts'

/** First day of an instant's calendar month in UTC, as SQL reads it. */
export function monthOf(now: Date): string {
  return `${now.toISOString().slice(0, 7)}-01`
}

/** What models cost the tenant in the current month. Millionths of a dollar. */
export async function spentThisMonth(tx: TenantTx): Promise<number> {
  const [row] = await tx.query<{ spent: number }>(
    'select cost_usd_micro as spent from model_spend where tenant_id = $1 and month = $2::date',
    [tx.tenantId, monthOf(tx.now)],
  )
  return row?.spent ?? 0
}

/** Adds to the month's costs. Nothing is written for what cost nothing, so free models meet no shared row. */
export async function recordSpend(tx: TenantTx, costUsdMicro: number): Promise<void> {
  if (costUsdMicro <= 0) return
  await tx.query(
    `insert into model_spend (tenant_id, month, cost_usd_micro, calls) values ($1, $2::date, $3, 1)
     on conflict (tenant_id, month) do update
       set cost_usd_micro = model_spend.cost_usd_micro + excluded.cost_usd_micro, calls = model_spend.calls + 1`,
    [tx.tenantId, monthOf(tx.now), Math.round(costUsdMicro)],
  )
}
