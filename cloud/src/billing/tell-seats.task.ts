import { planOf } from '@plantao/shared/billing'
import { mailOwners, placesTaken } from '../accounts/index.ts'
import type { Prepare } from '../mail/index.ts'
import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { subscriptionRow, teamsOverPlan } from './subscription.repo.ts'

/** Companies a run looks at; more than this are over their plan only if plans changed for everybody. */
const MOST = 1_000

type Over = { attendants: number; limit: number; plan: string; month: string }

/**
 * Tells the owners of a company that has more attendants than its plan, once a month and plan. Nobody is cut off by it:
 * who attends goes on attending, and only further invitations are refused.
 */
export function tellSeatsTask({ db }: { db: Database }) {
  return async (): Promise<void> => {
    for (const tenantId of await teamsOverPlan(db, MOST))
      await db.tenant(tenantId, async (tx) => {
        const over = await overPlan(tx)
        if (!over) return
        const { month, ...facts } = over
        await mailOwners(tx, { key: `seats_over:${facts.plan}:${month}`, template: 'seats_over', facts })
      })
  }
}

/** Whether it is still so when the mail leaves, and by how much. */
export function seatMails(db: Database): Prepare {
  return {
    async seats_over(tenantId) {
      const over = await db.tenant(tenantId, overPlan)
      return over && { attendants: over.attendants, limit: over.limit }
    },
  }
}

async function overPlan(tx: TenantTx): Promise<Over | null> {
  const row = await subscriptionRow(tx)
  if (!row) return null
  const { attendants: limit } = planOf(row.plan)
  const { members } = await placesTaken(tx, 'attendant')
  return members > limit ? { attendants: members, limit, plan: row.plan, month: row.month } : null
}
