import type { TenantTx } from '../platform/tenant-tx.ts'

/** A stored event of Evolution's. */
export type RawEvent = {
  instance_id: string
  event: string
  body: unknown
  received_at: Date
  handled_at: Date | null
  /** The company has erased somebody at some time. */
  any_erased: boolean
}

/** One event, locked until the transaction ends: who handles it second finds it handled. */
export async function lockRawEvent(tx: TenantTx, id: number): Promise<RawEvent | null> {
  const [raw] = await tx.lock<RawEvent>(
    `raw_event:${id}`,
    `select r.instance_id, r.event, r.body, r.received_at, r.handled_at,
       exists (select from tombstone t where t.tenant_id = r.tenant_id) as any_erased
     from raw_event r where r.tenant_id = $1 and r.id = $2`,
    [tx.tenantId, id],
  )
  return raw ?? null
}

/**
 * Notes what became of an event. What was about a message we never had gives its id back: told again once the message is
 * there, it is taken.
 */
export function noteHandled(tx: TenantTx, id: number, outcome: string): void {
  tx.write(
    `update raw_event set handled_at = $3, outcome = $4,
       dedupe_key = case when $4 = 'unknown_message' then left(dedupe_key, 300) || ':unknown:' || id else dedupe_key end
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, tx.now, outcome],
  )
}
