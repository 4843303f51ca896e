import type { Database } from '../platform/database.ts'
import { randomPassword } from './mailed-link.ts'
import { memberById, setTemporaryPassword } from './member.repo.ts'
import { hashPassword } from './passwords.ts'

/** Days a mailed password opens the door. */
export const TEMPORARY_DAYS = 7
const DAY_MS = 24 * 3_600_000

/**
 * A new temporary password, its hash committed before this answers; whatever was mailed before stops working. Null when
 * the member has chosen one of their own by now, or is gone: then there is nothing to mail.
 */
export async function freshPassword(
  db: Database,
  tenantId: string,
  memberId: string,
): Promise<{ password: string; days: number } | null> {
  const known = await db.tenant(tenantId, (tx) => memberById(tx, memberId))
  if (!known?.mustChangePassword) return null
  const password = randomPassword()
  const hash = await hashPassword(password)
  const set = await db.tenant(tenantId, (tx) =>
    setTemporaryPassword(tx, memberId, hash, new Date(tx.now.getTime() + TEMPORARY_DAYS * DAY_MS)),
  )
  return set ? { password, days: TEMPORARY_DAYS } : null
}
