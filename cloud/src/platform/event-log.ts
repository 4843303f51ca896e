import type { LogEvent } from '@plantao/shared/realtime/events'
import type { Announcement, TenantTx } from './tenant-tx.ts'

/** Writes the entries of one transaction; must be its last statement before the commit. Answers the newest sequence. */
export async function appendEvents(
  query: TenantTx['query'],
  tenantId: string,
  at: Date,
  events: Announcement[],
): Promise<number> {
  const [row] = await query<{ seq: number }>('select append_events($1, $2, $3, $4, $5) as seq', [
    tenantId,
    at,
    events.map((event) => event.type),
    events.map((event) => event.conversationId ?? null),
    events.map((event) => event.messageId ?? null),
  ])
  return row!.seq
}

type EventRow = {
  seq: number
  type: LogEvent['type']
  conversation_id: string | null
  message_id: string | null
  at: Date
}

/** Entries after a sequence, in order. */
export async function readEvents(tx: TenantTx, after: number, limit: number): Promise<LogEvent[]> {
  const rows = await tx.query<EventRow>(
    'select seq, type, conversation_id, message_id, at from event_log where tenant_id = $1 and seq > $2 order by seq limit $3',
    [tx.tenantId, after, limit],
  )
  return rows.map((row) => ({
    seq: row.seq,
    type: row.type,
    at: row.at.toISOString(),
    ...(row.conversation_id ? { conversationId: row.conversation_id } : {}),
    ...(row.message_id ? { messageId: row.message_id } : {}),
  }))
}

/** The newest sequence, and the oldest entry still kept: a cursor below `oldest - 1` has missed deleted entries. */
export async function logBounds(tx: TenantTx): Promise<{ newest: number; oldest: number }> {
  const [row] = await tx.query<{ newest: number; oldest: number | null }>(
    `select c.last_seq as newest, (select min(seq) from event_log e where e.tenant_id = c.tenant_id) as oldest
     from tenant_counter c where c.tenant_id = $1`,
    [tx.tenantId],
  )
  const newest = row?.newest ?? 0
  return { newest, oldest: row?.oldest ?? newest + 1 }
}

/** How far the logs of these tenants have come. */
export function newestSequences(
  db: { lookup<R extends object>(sql: string, values: unknown[]): Promise<R[]> },
  tenantIds: string[],
): Promise<{ tenantId: string; newest: number }[]> {
  return db.lookup<{ tenantId: string; newest: number }>(
    'select tenant_id as "tenantId", last_seq as newest from newest_sequences($1)',
    [tenantIds],
  )
}
