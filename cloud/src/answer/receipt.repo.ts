import type { Decision, Receipt } from '@plantao/shared/conversations'
import type { HandoffReason, SilenceReason } from '@plantao/shared/handoff'
import { idCursor } from '../platform/cursor.ts'
import { expected } from '../platform/errors.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { uuidv7 } from '../platform/uuid.ts'

export type NewReceipt = {
  conversationId: string
  turnRevision: number
  decision: Decision
  reason: HandoffReason | SilenceReason | null
  /** A person was called for what came long after it was written. */
  late?: boolean | undefined
  question: string
  reply: string | null
  confidence: number | null
  threshold: number | null
  chunks: Receipt['chunks']
  model: string | null
  tokens: { input: number; output: number } | null
  costUsdMicro: number
  timings: Record<string, number>
  /** The bot stopped for having said too much, or for talking to a machine. */
  stopped?: boolean
  traceId: string
}

/** Records the outcome of a turn. Answers its id, or null when this turn already has its one outcome. */
export async function insertReceipt(tx: TenantTx, receipt: NewReceipt): Promise<string | null> {
  const rows = await tx.query<{ id: string }>(
    `insert into receipt (tenant_id, id, conversation_id, turn_revision, decision, reason, question, reply, confidence,
       threshold, chunks, model, input_tokens, output_tokens, cost_usd_micro, timings, trace_id, created_at, late, stopped)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
     on conflict (tenant_id, conversation_id, turn_revision) do nothing returning id`,
    [
      tx.tenantId,
      uuidv7(tx.now.getTime()),
      receipt.conversationId,
      receipt.turnRevision,
      receipt.decision,
      receipt.reason,
      receipt.question,
      receipt.reply,
      receipt.confidence,
      receipt.threshold,
      JSON.stringify(receipt.chunks),
      receipt.model,
      receipt.tokens?.input ?? null,
      receipt.tokens?.output ?? null,
      receipt.costUsdMicro,
      JSON.stringify(receipt.timings),
      receipt.traceId,
      tx.now,
      receipt.late ?? false,
      receipt.stopped ?? false,
    ],
  )
  return rows[0]?.id ?? null
}

type Row = {
  id: string
  conversationId: string
  decision: Decision
  reason: Receipt['reason'] | null
  late: boolean
  question: string
  reply: string | null
  confidence: number | null
  threshold: number | null
  chunks: Receipt['chunks']
  model: string | null
  inputTokens: number | null
  outputTokens: number | null
  timings: Record<string, number>
  at: Date
}

/** Sorts behind every id. */
const ABOVE_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

const SELECT = `select id, conversation_id as "conversationId", decision, reason, late, question, reply, confidence, threshold, chunks, model,
    input_tokens as "inputTokens", output_tokens as "outputTokens", timings, created_at as at from receipt where tenant_id = $1`

export async function readReceipt(tx: TenantTx, id: string): Promise<Receipt> {
  const [row] = await tx.query<Row>(`${SELECT} and id = $2`, [tx.tenantId, id])
  if (!row) throw expected('receipt.not_found')
  return present(row)
}

/** Receipts of a conversation, those of threads merged into it included, newest first. `cursor` is a receipt's id. */
export async function listReceipts(
  tx: TenantTx,
  conversationId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: Receipt[]; nextCursor?: string }> {
  const [known] = await tx.query('select from conversation where tenant_id = $1 and id = $2', [
    tx.tenantId,
    conversationId,
  ])
  if (!known) throw expected('conversation.not_found')
  const rows = await tx.query<Row>(
    // A page of each thread, of which the newest are the page: no thread is read to its end.
    `select page.* from conversation v cross join lateral (
       ${SELECT} and conversation_id = v.id and id < $3 order by id desc limit $4) page
     where v.tenant_id = $1 and (v.id = $2 or v.merged_into = $2) order by page.id desc limit $4`,
    [tx.tenantId, conversationId, idCursor(cursor) ?? ABOVE_ALL, limit + 1],
  )
  const items = rows.slice(0, limit).map(present)
  const last = items.at(-1)
  return rows.length > limit && last ? { items, nextCursor: last.id } : { items }
}

function present(row: Row): Receipt {
  return {
    id: row.id,
    conversationId: row.conversationId,
    decision: row.decision,
    question: row.question,
    chunks: row.chunks,
    timings: row.timings,
    at: row.at.toISOString(),
    ...(row.reason ? { reason: row.reason } : {}),
    ...(row.late ? { late: true } : {}),
    ...(row.reply !== null ? { reply: row.reply } : {}),
    ...(row.confidence !== null ? { confidence: row.confidence } : {}),
    ...(row.threshold !== null ? { threshold: row.threshold } : {}),
    ...(row.model ? { model: row.model } : {}),
    ...(row.inputTokens !== null
      ? { tokens: { input: row.inputTokens, output: row.outputTokens ?? 0 } }
      : {}),
  }
}
