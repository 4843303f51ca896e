import type { Jobs } from '../jobs.ts'
import type { Database } from '../platform/database.ts'
import type { Dispatcher } from './dispatch.ts'
import { dispatchKey } from './job-keys.ts'

type Deps = { db: Database; dispatcher: Dispatcher }

/** Sends what is due of a conversation and has the queue come back for what is not. */
export async function finishSends({ db, dispatcher }: Deps, of: Jobs['dispatch']): Promise<void> {
  const { tenantId, conversationId } = of
  const until = await dispatcher.run(tenantId, conversationId)
  if (!until) return
  await db.tenant(tenantId, (tx) =>
    tx.enqueue('dispatch', of, { runAt: until, key: dispatchKey(conversationId) }),
  )
}

export function dispatchTask(deps: Deps) {
  return (job: Jobs['dispatch']): Promise<void> => finishSends(deps, job)
}
