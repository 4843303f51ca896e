import type { Database } from '../platform/database.ts'
import { composeKey, dispatchKey } from './job-keys.ts'
import { overdueBefore } from './overdue.ts'
import { type Overdue, overdueSends, overdueTurns, wakeJob } from './sweep.repo.ts'

/** Most conversations a run picks up of each kind; the next run takes the rest. */
const MOST = 200

/** The net under the jobs: turns that are past due and sends that are overdue are enqueued again. Safe to run at any time. */
export function sweepTask({ db, now }: { db: Database; now: () => Date }) {
  return async (): Promise<void> => {
    const before = overdueBefore(now())
    for (const one of await overdueTurns(db, before, MOST))
      await wake(one, 'compose', composeKey(one.tenantId, one.conversationId))
    for (const one of await overdueSends(db, before, MOST))
      await wake(one, 'dispatch', dispatchKey(one.conversationId))
  }

  /** What has no job gets one; a job that keeps failing keeps its count of failures, so that it can fail for good. */
  function wake({ tenantId, conversationId }: Overdue, job: 'compose' | 'dispatch', key: string) {
    const payload = JSON.stringify({ tenantId, conversationId, traceId: 'sweep' })
    return wakeJob(db, { job, payload, key, at: now() })
  }
}
