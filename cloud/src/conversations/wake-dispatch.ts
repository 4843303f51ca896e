import type { TenantTx } from '../platform/tenant-tx.ts'
import { dispatchKey } from './job-keys.ts'

/** Something stands in the conversation's queue of sends: the dispatch job looks at it after this transaction. */
export function wakeDispatch(tx: TenantTx, conversationId: string, traceId: string): Promise<void> {
  return tx.enqueue(
    'dispatch',
    { tenantId: tx.tenantId, conversationId, traceId },
    { key: dispatchKey(conversationId), runAt: tx.now },
  )
}
