import type { Jobs } from '../jobs.ts'
import type { Database } from '../platform/database.ts'
import { deleteExpiredRehearsals } from '../rehearsal/index.ts'
import { forgetProposals } from './proposal.repo.ts'
import type { Proposals } from './proposals.ts'
import { tenantsAfter } from './unanswered.repo.ts'

const KEPT_MS = 30 * 24 * 3600_000
const PAGE = 200

/** Looks at a person's answer: is it worth proposing? */
export function learnTask(proposals: Proposals) {
  return ({ tenantId, conversationId, messageId }: Jobs['learn']): Promise<void> =>
    proposals.learn(tenantId, conversationId, messageId)
}

/** Deletes what holds customers' words for longer than their messages are kept. */
export function forgetLearningTask({ db }: { db: Database }) {
  return async (): Promise<void> => {
    for (let after: string | null = null; ; ) {
      const tenants: string[] = await tenantsAfter(db.lookup, after, PAGE)
      for (const tenantId of tenants)
        await db.tenant(tenantId, async (tx) => {
          await deleteExpiredRehearsals(tx)
          await forgetProposals(tx, new Date(tx.now.getTime() - KEPT_MS))
        })
      if (tenants.length < PAGE) return
      after = tenants.at(-1)!
    }
  }
}
