import { createHmac } from 'node:crypto'
import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'

/** An address as a keyed hash: enough to know it again, not to read it. */
function hashOf(key: Uint8Array, email: string): Buffer {
  return createHmac('sha256', key).update(`trial ${email}`).digest()
}

/** Did this address have a free trial before, in whatever company, deleted ones included? */
export async function hadTrial(db: Database, key: Uint8Array, email: string): Promise<boolean> {
  const found = await db.lookup('select 1 from trial_given where email_hash = $1', [hashOf(key, email)])
  return found.length > 0
}

/** Remembers that it had one. Safe to repeat. */
export async function rememberTrial(tx: TenantTx, key: Uint8Array, email: string): Promise<void> {
  await tx.query('insert into trial_given (email_hash, given_at) values ($1, $2) on conflict do nothing', [
    hashOf(key, email),
    tx.now,
  ])
}
