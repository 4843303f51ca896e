import type { Receipt } from '@plantao/shared/conversations'
import type { MemoryEntry } from '../conversations/index.ts'
import { MOST_READ } from '../platform/readable.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import type { PastTurn } from './known-outcome.ts'

/** Receipts are kept for so long. */
const DAYS = 30
/** The newest turns looked at; more would not move the shares. */
const MOST = 5000

type Row = Omit<PastTurn, 'sources'> & { chunks: Receipt['chunks'] | null }

/** The turns of the last 30 days that were searched for, newest first, each with what happened next in its conversation. */
export async function readPastTurns(tx: TenantTx): Promise<{ turns: PastTurn[]; now: Date }> {
  const rows = await tx.query<Row>(
    `select r.conversation_id as "conversationId", r.decision, r.reason, r.confidence::float8 as confidence, r.created_at as at,
       human.at as "humanAt", left(human.content, ${MOST_READ.answer}) as "humanText",
       case when r.decision = 'handoff' and human.at is not null then r.chunks end as chunks,
       after.decision as "nextDecision", after.reason as "nextReason", after.created_at as "nextAt"
     from receipt r
     left join lateral (
       select m.at, m.content from message m
       where m.tenant_id = r.tenant_id and m.conversation_id = r.conversation_id and m.author in ('member', 'phone')
         and m.kind <> 'note' and m.at >= date_trunc('second', r.created_at) and m.created_at >= r.created_at
         and m.at < r.created_at + interval '1 day'
       order by m.at, m.arrival limit 1) human on true
     left join lateral (
       select n.decision, n.reason, n.created_at from receipt n
       where n.tenant_id = r.tenant_id and n.conversation_id = r.conversation_id and n.turn_revision > r.turn_revision
       order by n.turn_revision limit 1) after on true
     where r.tenant_id = $1 and r.confidence is not null and r.created_at >= $2
     order by r.id desc limit $3`,
    [tx.tenantId, new Date(tx.now.getTime() - DAYS * 86_400_000), MOST],
  )
  const turns = rows.map(({ chunks, ...row }) => ({
    ...row,
    sources: (chunks ?? []).map(({ heading, text }) => (heading ? `${heading}\n${text}` : text)),
  }))
  return { turns, now: tx.now }
}

type SaidBefore = MemoryEntry & { decision: string | null }

/** What was said in a conversation before a turn of it was answered, newest first, the turn's own bubbles included. */
export function readSaidBefore(tx: TenantTx, receiptId: string, most: number): Promise<SaidBefore[]> {
  return tx.query<SaidBefore>(
    `select m.author, left(m.content, ${MOST_READ.remembered}) as text, m.at, r.decision from receipt own
     join message m on m.tenant_id = own.tenant_id and m.conversation_id = own.conversation_id
     left join receipt r on r.tenant_id = m.tenant_id and r.id = m.receipt_id
     where own.tenant_id = $1 and own.id = $2 and m.created_at < own.created_at and m.content is not null
       and m.deleted_at is null and m.kind <> 'note' and m.receipt_id is distinct from own.id
     order by m.at desc, m.arrival desc limit $3`,
    [tx.tenantId, receiptId, most],
  )
}
