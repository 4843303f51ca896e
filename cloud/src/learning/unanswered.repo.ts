import { MOST_READ } from '../platform/readable.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Unanswered } from './topics.ts'

const SINCE_MS = 30 * 24 * 3600_000
/** The newest are read; with more of them the order of topics hardly moves. */
const MOST = 2_000

/** Questions of the last 30 days for which the knowledge had no answer. */
export function readUnanswered(tx: TenantTx): Promise<Unanswered[]> {
  return tx.query<Unanswered>(
    `select left(question, ${MOST_READ.compared}) as question, conversation_id as "conversationId", created_at as at from receipt
     where tenant_id = $1 and created_at > $2 and decision = 'handoff' and reason in ('low_confidence', 'ungrounded')
     order by created_at desc limit $3`,
    [tx.tenantId, new Date(tx.now.getTime() - SINCE_MS), MOST],
  )
}

/** A page of every tenant there is, for the daily clearing. */
export async function tenantsAfter(
  lookup: <R extends object>(sql: string, values: unknown[]) => Promise<R[]>,
  after: string | null,
  most: number,
): Promise<string[]> {
  const rows = await lookup<{ tenant_id: string }>('select tenant_id from tenants_page($1, $2)', [
    after,
    most,
  ])
  return rows.map((row) => row.tenant_id)
}
