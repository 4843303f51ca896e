import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Stretch } from './return-words.ts'

type Stale = { tenantId: string; conversationId: string }

/** Conversations of all companies that people hold and in which none of them did anything since an instant. */
export function staleStretches(db: Database, before: Date, most: number): Promise<Stale[]> {
  return db.lookup<Stale>(
    'select tenant_id as "tenantId", conversation_id as "conversationId" from stale_human_stretches($1, $2)',
    [before, most],
  )
}

/**
 * What was said since the AI last got the conversation back: by the instants of arrival, for within one second only they
 * tell before from after.
 */
export async function stretchOf(tx: TenantTx, conversationId: string, since: Date | null): Promise<Stretch> {
  const [row] = await tx.query<Stretch>(
    `select max(created_at) filter (where author = 'contact' and not late) as "wroteAt",
       max(created_at) filter (where author <> 'contact' and not late) as "answeredAt",
       max(created_at) filter (where author <> 'contact' and late) as "historyAt"
     from message where tenant_id = $1 and conversation_id = $2 and author in ('contact', 'member', 'phone') and kind <> 'note'
       and ($3::timestamptz is null or (created_at > $3 and at >= date_trunc('second', $3::timestamptz)))`,
    [tx.tenantId, conversationId, since],
  )
  return row!
}
