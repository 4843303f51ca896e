import type { TenantTx } from '../platform/tenant-tx.ts'
import { composeKey } from './job-keys.ts'

/** The open turn of a conversation is looked at from an instant on, after this transaction: at once unless told. */
export function wakeCompose(
  tx: TenantTx,
  conversationId: string,
  traceId: string,
  runAt = tx.now,
): Promise<void> {
  const payload = { tenantId: tx.tenantId, conversationId, traceId }
  return tx.enqueue('compose', payload, { key: composeKey(tx.tenantId, conversationId), runAt })
}
