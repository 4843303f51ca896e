import type { TenantTx } from './tenant-tx.ts'

const LOCK = `hashtextextended($1::text || '/erasure', 7333)`

/**
 * For whoever puts a customer's words anywhere without the lock of their thread: no erasure of the company begins before this
 * transaction ends. So either what is read behind this knows of the erasure, or the erasure finds what is written here. Not
 * waited for.
 */
export function holdOffErasures(tx: TenantTx): void {
  tx.write(`select pg_advisory_xact_lock_shared(${LOCK})`, [tx.tenantId])
}

/** For the erasure: waits for those, and keeps later ones waiting until this transaction ends. Only for short ones. */
export async function shutOutWriters(tx: TenantTx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${LOCK})`, [tx.tenantId])
}
