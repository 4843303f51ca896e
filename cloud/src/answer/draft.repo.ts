import type { ConversationRow } from '../conversations/index.ts'
import { monthOf } from '../models/index.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import type { Outcome } from './decide.ts'

type Row = { name: string; outcome: unknown; spent: number }

/** The company's name, what models cost it this month (millionths of a dollar), and the draft of exactly this turn. */
export async function readForDraft(
  tx: TenantTx,
  { id, turnRevision }: Pick<ConversationRow, 'id' | 'turnRevision'>,
): Promise<{ name: string; draft: unknown; spent: number }> {
  const [row] = await tx.query<Row>(
    `select t.name, d.outcome, coalesce(s.cost_usd_micro, 0) as spent from tenant t
     left join draft d on d.tenant_id = t.tenant_id and d.conversation_id = $2 and d.turn_revision = $3
     left join model_spend s on s.tenant_id = t.tenant_id and s.month = $4::date
     where t.tenant_id = $1`,
    [tx.tenantId, id, turnRevision, monthOf(tx.now)],
  )
  return { name: row!.name, draft: row!.outcome ?? null, spent: row!.spent }
}

/** Keeps what is to be said, for a turn that waits for more bubbles. */
export async function keepDraft(
  tx: TenantTx,
  conversation: ConversationRow,
  outcome: Outcome,
): Promise<void> {
  await tx.query(
    `insert into draft (tenant_id, conversation_id, turn_revision, outcome, created_at) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, conversation_id) do update
       set turn_revision = excluded.turn_revision, outcome = excluded.outcome, created_at = excluded.created_at`,
    [tx.tenantId, conversation.id, conversation.turnRevision, JSON.stringify(outcome), tx.now],
  )
}
