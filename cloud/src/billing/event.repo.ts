import type { Database } from '../platform/database.ts'
import type { PaymentEvent } from './payments.port.ts'

export type EventOutcome = 'applied' | 'waiting' | 'lapsed' | 'held' | 'unknown_customer' | 'ignored'

/** Stores an event once and enqueues its job, in one statement and one commit. Answers whether it was new. */
export async function acceptEvent(
  db: Database,
  event: PaymentEvent,
  traceId: string,
  now: Date,
): Promise<boolean> {
  const taken = await db.lookup(
    `with stored as (
       insert into billing_event (id, type, checkout_session, stripe_subscription, stripe_customer, trace_id, received_at, stripe_charge)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id)
     select enqueue('apply-billing-event', json_build_object('eventId', id, 'traceId', $6::text), $7, null, null) from stored`,
    [event.id, event.type, event.checkout, event.subscription, event.customer, traceId, now, event.charge],
  )
  return taken.length > 0
}

export async function readEvent(db: Database, id: string): Promise<PaymentEvent | null> {
  const [row] = await db.lookup<PaymentEvent>(
    `select id, type, checkout_session as checkout, stripe_subscription as subscription, stripe_customer as customer,
       stripe_charge as charge
     from billing_event where id = $1`,
    [id],
  )
  return row ?? null
}

export async function settleEvent(db: Database, id: string, outcome: EventOutcome, now: Date): Promise<void> {
  await db.lookup('update billing_event set outcome = $2, handled_at = $3 where id = $1', [id, outcome, now])
}

/** Ids among these that were never stored. */
export async function unknownEvents(db: Database, ids: string[]): Promise<Set<string>> {
  const rows = await db.lookup<{ id: string }>(
    'select id from unnest($1::text[]) as id where not exists (select 1 from billing_event e where e.id = id.id)',
    [ids],
  )
  return new Set(rows.map((row) => row.id))
}

/** Removes handled events from before. */
export async function forgetEvents(db: Database, before: Date): Promise<void> {
  await db.lookup('delete from billing_event where received_at < $1 and handled_at is not null', [before])
}
