import type { TenantTx } from '../platform/tenant-tx.ts'
import { dispatchKey } from './job-keys.ts'

/** Something stands in the conversation's line of sends: whoever sends is to look at it after this transaction. */
export function wakeDispatch(tx: TenantTx, conversationId: string, traceId: string): Promise<void> {
  return tx.enqueue(
    'dispatch',
    { tenantId: tx.tenantId, conversationId, traceId },
    { key: dispatchKey(conversationId), runAt: tx.now },
  )
}
