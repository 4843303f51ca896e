import type { Database } from '../platform/database.ts'

export type Overdue = { tenant_id: string; conversation_id: string }

/** Turns of all companies that were due before an instant and had no reaction. */
export function overdueTurns(db: Database, before: Date, most: number): Promise<Overdue[]> {
  return db.lookup<Overdue>('select * from overdue_turns($1, $2)', [before, most])
}

/** Threads of all companies with a send that should have come to rest before an instant. */
export function overdueSends(db: Database, before: Date, most: number): Promise<Overdue[]> {
  return db.lookup<Overdue>('select * from overdue_outbound($1, $2)', [before, most])
}

type Wake = { job: 'compose' | 'dispatch'; payload: string; key: string; at: Date }

/** Adds the job unless one of its key is there; one that keeps failing keeps its count of failures. */
export async function wakeJob(db: Database, { job, payload, key, at }: Wake): Promise<void> {
  await db.lookup('select wake_job($1, $2, $3, $4)', [job, payload, at, key])
}

/** Forgets ticks of the timetable from before an instant. */
export async function forgetSlots(db: Database, before: Date): Promise<void> {
  await db.lookup('delete from schedule_slot where slot < $1', [before])
}
