import type { Database } from '../platform/database.ts'
import { composeKey, dispatchKey } from './job-keys.ts'
import { overdueBefore } from './overdue.ts'
import { forgetSlots, type Overdue, overdueSends, overdueTurns, wakeJob } from './sweep.repo.ts'

/** Most conversations a run picks up of each kind; the next run takes the rest. */
const MOST = 200

/** A daily tick that was missed is made up for a day: its slot must be known for longer. */
const SLOTS_KEPT_MS = 3 * 86_400_000

/** The net under the jobs: turns past due and sends at rest nowhere are enqueued again. Safe to run at any time. */
export function sweepTask({ db, now }: { db: Database; now: () => Date }) {
  return async (): Promise<void> => {
    await forgetSlots(db, new Date(now().getTime() - SLOTS_KEPT_MS))
    const before = overdueBefore(now())
    for (const one of await overdueTurns(db, before, MOST))
      await wake(one, 'compose', composeKey(one.tenant_id, one.conversation_id))
    for (const one of await overdueSends(db, before, MOST))
      await wake(one, 'dispatch', dispatchKey(one.conversation_id))
  }

  /** What has no job gets one; a job that keeps failing keeps its count of failures, so that it can fail for good. */
  function wake(
    { tenant_id: tenantId, conversation_id: conversationId }: Overdue,
    job: 'compose' | 'dispatch',
    key: string,
  ) {
    const payload = JSON.stringify({ tenantId, conversationId, traceId: 'sweep' })
    return wakeJob(db, { job, payload, key, at: now() })
  }
}
