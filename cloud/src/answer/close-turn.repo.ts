import type { ConversationRow } from '../conversations/index.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'

/** The turn has its outcome. `spoke`: the customer was written to, so a new contact counts as greeted. */
export function closeTurn(tx: TenantTx, conversation: ConversationRow, spoke: boolean): void {
  tx.write(
    `with used as (delete from draft where tenant_id = $1 and conversation_id = $2)
     update conversation set answered_revision = turn_revision, turn_opened_at = null, turn_due_at = null,
       greeted_at = case when $3 then coalesce(greeted_at, $4) else greeted_at end
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, conversation.id, spoke, tx.now],
  )
}
