import type { Database } from '../platform/database.ts'
import { withDatabase } from '../platform/with-database.ts'

/** Most that are looked at in one run; the newest. */
export const MOST_MAILS = 200

/** Where a mail is that could not be delivered. */
export type FailedAt = { tenantId: string; mailId: string }

/** Opens the application's database, hands over what failed in every company, and closes it again. */
export function withFailedMails<T>(
  databaseUrl: string,
  work: (db: Database, failed: FailedAt[]) => Promise<T>,
): Promise<T> {
  return withDatabase(databaseUrl, async (db) => {
    const failed = await db.lookup<FailedAt>(
      'select tenant_id as "tenantId", mail_id as "mailId" from failed_mails($1)',
      [MOST_MAILS],
    )
    return work(db, failed)
  })
}
