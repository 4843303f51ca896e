import { endpoints } from '@plantao/shared/http/endpoints'
import { audit } from '../platform/audit.ts'
import { numberCursor } from '../platform/cursor.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import { listDeadJobs, retryDeadJob } from './dead-jobs.repo.ts'

/** What failed for good, for the owner to see and to try again. */
export function deadJobRoutes({ db }: { db: Database }): BoundRoute[] {
  return [
    route(endpoints.deadJobs, ({ caller, query }) =>
      db.tenant(caller.tenantId, async (tx) => {
        const jobs = await listDeadJobs(tx, { before: numberCursor(query.cursor), limit: query.limit + 1 })
        const items = jobs.slice(0, query.limit)
        return jobs.length > items.length ? { items, nextCursor: items.at(-1)!.id } : { items }
      }),
    ),
    route(endpoints.retryDeadJob, ({ caller, params }) =>
      db.tenant(caller.tenantId, async (tx) => {
        if (!(await retryDeadJob(tx, Number(params.id)))) throw expected('job.not_found')
        await audit(tx, caller.memberId, 'job.retried', params.id)
        return { ok: true as const }
      }),
    ),
  ]
}
