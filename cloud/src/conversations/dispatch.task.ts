import type { Jobs } from '../jobs.ts'
import type { Database } from '../platform/database.ts'
import type { Dispatcher } from './dispatch.ts'
import { dispatchKey } from './job-keys.ts'

/** Sends what is due and comes back for what is not. */
export function dispatchTask({ db, dispatcher }: { db: Database; dispatcher: Dispatcher }) {
  return async ({ tenantId, conversationId, traceId }: Jobs['dispatch']): Promise<void> => {
    const until = await dispatcher.run(tenantId, conversationId)
    if (!until) return
    await db.tenant(tenantId, (tx) =>
      tx.enqueue(
        'dispatch',
        { tenantId, conversationId, traceId },
        { runAt: until, key: dispatchKey(conversationId) },
      ),
    )
  }
}
