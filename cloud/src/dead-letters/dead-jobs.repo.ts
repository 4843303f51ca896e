import { cut } from '@plantao/shared/cut'
import type { DeadJob } from '@plantao/shared/operations'
import { redactText } from '../platform/redact.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'

type Row = {
  id: number
  task: string
  attempts: number
  failure: string | null
  failed_at: Date
  trace_id: string | null
}

/** What stays of a failure for a person to read: its first line, without numbers of phones, tokens and passwords. */
const FAILURE_LENGTH = 300

/** Jobs of the tenant that failed for good, newest first; the queue's own function sees no other tenant's. */
export async function listDeadJobs(
  tx: TenantTx,
  { before, limit }: { before: number | null; limit: number },
): Promise<DeadJob[]> {
  const rows = await tx.query<Row>('select * from dead_jobs($1, $2)', [before, limit])
  return rows.map((row) => ({
    id: String(row.id),
    task: row.task,
    attempts: row.attempts,
    failure: cut(redactText(row.failure ?? '').split('\n')[0]!, FAILURE_LENGTH),
    failedAt: row.failed_at.toISOString(),
    ...(row.trace_id ? { traceId: row.trace_id } : {}),
  }))
}

/** Gives a dead job all its attempts again. Answers whether it was there. */
export async function retryDeadJob(tx: TenantTx, id: number): Promise<boolean> {
  const [row] = await tx.query<{ retried: boolean }>('select retry_dead_job($1, $2) as retried', [id, tx.now])
  return row?.retried ?? false
}
