import { createHash } from 'node:crypto'
import type { Contradiction, Proposal, ProposalStatus } from '@plantao/shared/learning'
import { idCursor } from '../platform/cursor.ts'
import { expected } from '../platform/errors.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { uuidv7 } from '../platform/uuid.ts'

export type NewProposal = {
  question: string
  answer: string
  asked: number
  contradictions: Contradiction[]
  conversationId: string
  memberId: string | null
}

type Row = {
  id: string
  status: ProposalStatus
  question: string
  answer: string
  text: string
  asked: number
  contradictions: Contradiction[]
  conversationId: string | null
  byId: string | null
  byName: string | null
  createdAt: Date
  decidedById: string | null
  decidedByName: string | null
  decidedAt: Date | null
  revision: number | null
}

const SELECT = `select p.id, p.status, p.question, p.answer, p.content as text, p.asked, p.contradictions, p.conversation_id as "conversationId",
    b.id as "byId", b.name as "byName", p.created_at as "createdAt", d.id as "decidedById", d.name as "decidedByName",
    p.decided_at as "decidedAt", p.revision
  from proposal p left join member b on b.tenant_id = p.tenant_id and b.id = p.proposed_by
  left join member d on d.tenant_id = p.tenant_id and d.id = p.decided_by where p.tenant_id = $1`

/** How the pair stands in the knowledge: the customer's words beside the answer are what a search finds. */
export function textOfPair(question: string, answer: string): string {
  return `Pergunta: ${question.replace(/\s+/g, ' ').trim()}\nResposta: ${answer.trim()}`
}

/** Stores a pair once; the very same pair again answers the proposal there is, decided or not. */
export async function insertProposal(tx: TenantTx, proposal: NewProposal): Promise<string> {
  const hash = pairHash(proposal.question, proposal.answer)
  const [made] = await tx.query<{ id: string }>(
    `insert into proposal (tenant_id, id, question, answer, content, pair_hash, asked, contradictions, conversation_id, proposed_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (tenant_id, pair_hash) do nothing returning id`,
    [
      tx.tenantId,
      uuidv7(tx.now.getTime()),
      proposal.question,
      proposal.answer,
      textOfPair(proposal.question, proposal.answer),
      hash,
      proposal.asked,
      JSON.stringify(proposal.contradictions),
      proposal.conversationId,
      proposal.memberId,
      tx.now,
    ],
  )
  if (made) {
    tx.announce({ type: 'proposals.changed' })
    return made.id
  }
  const [known] = await tx.query<{ id: string }>(
    'select id from proposal where tenant_id = $1 and pair_hash = $2',
    [tx.tenantId, hash],
  )
  return known!.id
}

export async function readProposal(tx: TenantTx, id: string): Promise<Proposal> {
  const [row] = await tx.query<Row>(`${SELECT} and p.id = $2`, [tx.tenantId, id])
  if (!row) throw expected('proposal.not_found')
  return present(row)
}

export async function listProposals(
  tx: TenantTx,
  { status, cursor, limit }: { status: ProposalStatus; cursor?: string | undefined; limit: number },
): Promise<{ items: Proposal[]; nextCursor?: string }> {
  const rows = await tx.query<Row>(
    `${SELECT} and p.status = $2 and ($3::uuid is null or p.id < $3) order by p.id desc limit $4`,
    [tx.tenantId, status, idCursor(cursor), limit + 1],
  )
  const items = rows.slice(0, limit).map(present)
  const last = items.at(-1)
  return rows.length > limit && last ? { items, nextCursor: last.id } : { items }
}

/** Locks a proposal until the transaction ends: two who decide it meet here. */
export async function lockProposal(tx: TenantTx, id: string): Promise<Proposal> {
  await tx.lock(`proposal:${id}`, 'select 1 from proposal where tenant_id = $1 and id = $2', [
    tx.tenantId,
    id,
  ])
  return readProposal(tx, id)
}

type Decided = { status: 'approved' | 'rejected'; memberId: string; text?: string; revision?: number }

export async function decideProposal(
  tx: TenantTx,
  id: string,
  { status, memberId, text, revision }: Decided,
): Promise<void> {
  await tx.query(
    `update proposal set status = $3, decided_by = $4, decided_at = $5, content = coalesce($6, content), revision = $7
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, status, memberId, tx.now, text ?? null, revision ?? null],
  )
  tx.announce({ type: 'proposals.changed' })
}

/** Proposals hold customers' words: they go with the messages they came from. What was approved is in the knowledge. */
export async function forgetProposals(tx: TenantTx, before: Date): Promise<void> {
  await tx.query('delete from proposal where tenant_id = $1 and created_at < $2', [tx.tenantId, before])
}

function pairHash(question: string, answer: string): string {
  const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
  return createHash('sha256')
    .update(`${plain(question)}\n${plain(answer)}`)
    .digest('hex')
}

function present(row: Row): Proposal {
  return {
    id: row.id,
    status: row.status,
    question: row.question,
    answer: row.answer,
    text: row.text,
    asked: row.asked,
    contradictions: row.contradictions,
    createdAt: row.createdAt.toISOString(),
    ...(row.conversationId ? { conversationId: row.conversationId } : {}),
    ...(row.byId && row.byName ? { proposedBy: { id: row.byId, name: row.byName } } : {}),
    ...(row.decidedById && row.decidedByName
      ? { decidedBy: { id: row.decidedById, name: row.decidedByName } }
      : {}),
    ...(row.decidedAt ? { decidedAt: row.decidedAt.toISOString() } : {}),
    ...(row.revision !== null ? { revision: row.revision } : {}),
  }
}

/** Keeps a conversation from being deleted until the transaction ends. False when there is none. */
export async function holdConversation(tx: TenantTx, conversationId: string): Promise<boolean> {
  const rows = await tx.lock(
    `conversation:${conversationId}`,
    'select from conversation where tenant_id = $1 and id = $2',
    [tx.tenantId, conversationId],
    { strength: 'key share' },
  )
  return rows.length > 0
}
