import type { Database } from '../platform/database.ts'

export type Overdue = { tenantId: string; conversationId: string }

const COLUMNS = 'tenant_id as "tenantId", conversation_id as "conversationId"'

/** Turns of all companies that were due before an instant and have no outcome. */
export function overdueTurns(db: Database, before: Date, most: number): Promise<Overdue[]> {
  return db.lookup<Overdue>(`select ${COLUMNS} from overdue_turns($1, $2)`, [before, most])
}

/** Threads of all companies with a send that should have been settled before an instant. */
export function overdueSends(db: Database, before: Date, most: number): Promise<Overdue[]> {
  return db.lookup<Overdue>(`select ${COLUMNS} from overdue_outbound($1, $2)`, [before, most])
}

type Wake = { job: 'compose' | 'dispatch'; payload: string; key: string; at: Date }

/** Makes sure that the job is there and due: see `wake_job` in cloud/schema.sql. */
export async function wakeJob(db: Database, { job, payload, key, at }: Wake): Promise<void> {
  await db.lookup('select wake_job($1, $2, $3, $4)', [job, payload, at, key])
}
