import { systemClock } from '../platform/clock.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'

/** Most that are looked at in one run; the newest. */
export const MOST_MAILS = 200

/** Where a mail is that could not be delivered. */
export type FailedAt = { tenantId: string; mailId: string }

/** Opens the application's database, hands over what failed in every company, and closes it again. */
export async function withFailedMails<T>(
  databaseUrl: string,
  work: (db: Database, failed: FailedAt[]) => Promise<T>,
): Promise<T> {
  const db = openDatabase({ url: roleUrl(databaseUrl, 'plantao_app'), clock: systemClock, poolSize: 2 })
  try {
    const failed = await db.lookup<FailedAt>(
      'select tenant_id as "tenantId", mail_id as "mailId" from failed_mails($1)',
      [MOST_MAILS],
    )
    return await work(db, failed)
  } finally {
    await db.close()
  }
}
