import type { TenantTx } from '../platform/tenant-tx.ts'
import { RHYTHM_DAYS } from './rhythm.ts'

const DAY_MS = 86_400_000

/** When the number last delivered a message, by our own log of events; null when it never did. */
export async function lastReceived(tx: TenantTx, instanceId: string): Promise<Date | null> {
  const [row] = await tx.query<{ at: Date | null }>(
    `select received_at as at from raw_event where tenant_id = $1 and instance_id = $2 and event ilike 'messages_upsert'
     order by received_at desc limit 1`,
    [tx.tenantId, instanceId],
  )
  const at = row?.at ?? null
  await tx.query(
    `update instance set last_received_at = $3 where tenant_id = $1 and id = $2 and last_received_at is distinct from $3`,
    [tx.tenantId, instanceId, at],
  )
  return at
}

/** How many messages came in the window `from` to now on each of the days before; null for days before `since`. */
export async function sameWindowBefore(
  tx: TenantTx,
  instanceId: string,
  window: { from: Date; since: Date },
): Promise<(number | null)[]> {
  const rows = await tx.query<{ day: number; count: number }>(
    `select d.day, (select count(*) from raw_event r where r.tenant_id = $1 and r.instance_id = $2
         and r.event ilike 'messages_upsert' and r.received_at >= $3::timestamptz - d.day * interval '1 day'
         and r.received_at < $4::timestamptz - d.day * interval '1 day')::int as count
     from generate_series(1, $5::int) as d(day)`,
    [tx.tenantId, instanceId, window.from, tx.now, RHYTHM_DAYS],
  )
  return rows.map(({ day, count }) =>
    window.from.getTime() - day * DAY_MS >= window.since.getTime() ? count : null,
  )
}

/** Which of these dedupe keys have come in. */
export async function keysReceived(tx: TenantTx, instanceId: string, keys: string[]): Promise<Set<string>> {
  const rows = await tx.query<{ dedupe_key: string }>(
    'select dedupe_key from raw_event where tenant_id = $1 and instance_id = $2 and dedupe_key = any ($3)',
    [tx.tenantId, instanceId, keys],
  )
  return new Set(rows.map((row) => row.dedupe_key))
}

type Missed = { instanceId: string; key: string; body: string; traceId: string }

/** Stores an event that never came, as if it had; a late delivery of it is then a duplicate. False when it had come. */
export async function storeMissed(tx: TenantTx, missed: Missed): Promise<boolean> {
  const [row] = await tx.query<{ id: number }>(
    `insert into raw_event (tenant_id, instance_id, event, dedupe_key, body, trace_id, received_at)
     values ($1, $2, 'messages.upsert', $3, $4, $5, $6)
     on conflict (tenant_id, instance_id, dedupe_key) do nothing returning id`,
    [tx.tenantId, missed.instanceId, missed.key, missed.body, missed.traceId, tx.now],
  )
  if (!row) return false
  await tx.enqueue('receive', { tenantId: tx.tenantId, rawEventId: row.id, traceId: missed.traceId })
  return true
}

export type Count = {
  from: Date
  to: Date
  counted: number
  missed: number
  healed: number
  erased: number
}

/** Writes one count beside our own numbers for the same time, and how far the counting has come. */
export async function writeCount(tx: TenantTx, instanceId: string, count: Count): Promise<void> {
  await tx.query(
    `insert into instance_ledger (tenant_id, instance_id, from_at, to_at, counted, missed, healed, erased, received, handled)
     select $1, $2, $3, $4, $5, $6, $7, $8, count(*), count(*) filter (where handled_at is not null)
     from raw_event where tenant_id = $1 and instance_id = $2 and received_at >= $3 and received_at < $4
     on conflict (tenant_id, instance_id, to_at) do nothing`,
    [tx.tenantId, instanceId, count.from, count.to, count.counted, count.missed, count.healed, count.erased],
  )
  await tx.query('update instance set counted_until = $3 where tenant_id = $1 and id = $2', [
    tx.tenantId,
    instanceId,
    count.to,
  ])
}

/** The newest count of a number. */
export async function newestCount(
  tx: TenantTx,
  instanceId: string,
): Promise<{ at: Date; counted: number; missed: number; healed: number } | null> {
  const [row] = await tx.query<{ at: Date; counted: number; missed: number; healed: number }>(
    `select to_at as at, counted, missed, healed from instance_ledger where tenant_id = $1 and instance_id = $2
     order by to_at desc limit 1`,
    [tx.tenantId, instanceId],
  )
  return row ?? null
}
