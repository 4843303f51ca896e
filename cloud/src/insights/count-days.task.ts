import type { Database } from '../platform/database.ts'
import { tenantsAfter } from './figures.repo.ts'
import { keepDays } from './insights.ts'

const PAGE = 200

/** Counts every tenant's finished days, well before their messages go. One that fails does not stop the others. */
export function countDaysTask({ db, onError }: { db: Database; onError: (error: unknown) => void }) {
  return async (): Promise<void> => {
    for (let after: string | null = null; ; ) {
      const tenants: string[] = await tenantsAfter(db.lookup, after, PAGE)
      for (const tenantId of tenants) await db.tenant(tenantId, keepDays).catch(onError)
      if (tenants.length < PAGE) return
      after = tenants.at(-1)!
    }
  }
}
