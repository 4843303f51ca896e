import { mailOwners } from '../accounts/index.ts'
import type { Prepare } from '../mail/index.ts'
import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { noteTold, stillWaiting, tenantsWaiting, untoldWaiting } from './waiting.repo.ts'

/** A handoff nobody answered for this long is told by mail. Milliseconds. */
export const WAITS_TOO_LONG_MS = 15 * 60_000
/** At most one such mail in this time: whoever comes to wait meanwhile is in the next one. Milliseconds. */
export const BATCH_MS = 30 * 60_000
/** Tenants a run looks at; the next one, minutes later, takes the rest. */
const MOST = 500

/** Mails the owners whose customers wait too long: one mail for all who wait, not one a message. */
export function tellWaitingTask({ db, now }: { db: Database; now: () => Date }) {
  return async (): Promise<void> => {
    const before = new Date(now().getTime() - WAITS_TOO_LONG_MS)
    for (const tenantId of await tenantsWaiting(db, before, MOST))
      await db.tenant(tenantId, (tx) => tell(tx, before))
  }
}

async function tell(tx: TenantTx, before: Date): Promise<void> {
  const waiting = await untoldWaiting(tx, before)
  if (!waiting) return
  const batch = Math.floor(tx.now.getTime() / BATCH_MS)
  const minutes = Math.round((tx.now.getTime() - waiting.since.getTime()) / 60_000)
  const mails = await mailOwners(tx, {
    key: `pending_handoffs:${batch}`,
    template: 'pending_handoffs',
    facts: { count: waiting.count, minutes },
  })
  // Where this batch's mail went out before, they stay untold and are in the next one.
  if (mails > 0) await noteTold(tx, before)
}

/** Who waits when the mail leaves: customers who were answered meanwhile are not told of. */
export function waitingMails(db: Database, now: () => Date): Prepare {
  return {
    async pending_handoffs(tenantId) {
      const before = new Date(now().getTime() - WAITS_TOO_LONG_MS)
      const waiting = await db.tenant(tenantId, (tx) => stillWaiting(tx, before))
      if (!waiting) return null
      const minutes = Math.round((now().getTime() - waiting.since.getTime()) / 60_000)
      return { count: waiting.count, minutes }
    },
  }
}
