import { systemClock } from './clock.ts'
import { type Database, openDatabase } from './database.ts'
import { roleUrl } from './roles.ts'

/** Opens the database as the application sees it, for one command of an operator, and closes it again, whatever happens. */
export async function withDatabase<T>(databaseUrl: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase({ url: roleUrl(databaseUrl, 'plantao_app'), clock: systemClock, poolSize: 2 })
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}
