import type { MessageAuthor, MessageKind } from '@plantao/shared/conversations'
import type { TenantTx } from '../platform/tenant-tx.ts'

export type Said = {
  id: string
  author: MessageAuthor
  kind: MessageKind
  text: string | null
  deleted: boolean
  at: Date
  createdAt: Date
  /** What a bot message was. */
  decision: string | null
}

/** The last things said in a thread to or by the customer, newest first, at most `most`. */
export function lastSaid(tx: TenantTx, conversationId: string, most: number): Promise<Said[]> {
  return tx.query<Said>(
    `select m.id, m.author, m.kind, m.content as text, m.deleted_at is not null as deleted, m.at,
       m.created_at as "createdAt", r.decision from message m
     left join receipt r on r.tenant_id = m.tenant_id and r.id = m.receipt_id
     where m.tenant_id = $1 and m.conversation_id = $2 and m.kind <> 'note' and m.status not in ('cancelled', 'failed')
     order by m.at desc, m.arrival desc limit $3`,
    [tx.tenantId, conversationId, most],
  )
}
