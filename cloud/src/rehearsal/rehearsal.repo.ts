import type { Rehearsal, RehearsalItem, RehearsalSide, RehearsalVerdict } from '@plantao/shared/rehearsals'
import { idCursor } from '../platform/cursor.ts'
import { expected } from '../platform/errors.ts'
import { MOST_READ } from '../platform/readable.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { uuidv7 } from '../platform/uuid.ts'
import type { Compared } from './compare.ts'
import type { Asked } from './questions.ts'

/** How long one is kept; it holds customers' words. */
const KEPT_MS = 7 * 24 * 3600_000
/** How far back questions are taken from: what is kept at all. */
const ASKED_MS = 30 * 24 * 3600_000
/** Turns read for them; more than that are many times the same. */
const MOST_TURNS = 5_000

type Row = {
  id: string
  status: Rehearsal['status']
  failure: Rehearsal['failure'] | null
  source: Rehearsal['source'] | null
  done: number
  total: number
  against: number
  upToDate: boolean
  draftChanged: boolean
  counts: Partial<Record<RehearsalVerdict, number>> | null
  createdAt: Date
  finishedAt: Date | null
  expiresAt: Date
}

const SELECT = `select h.id, h.status, h.failure, h.source, h.done, h.total, h.against_number as against,
    h.against_revision is not distinct from (select k.published_revision from knowledge k where k.tenant_id = h.tenant_id) as "upToDate",
    exists (select 1 from knowledge k where k.tenant_id = h.tenant_id and k.draft <> h.content) as "draftChanged",
    (select jsonb_object_agg(c.verdict, c.count) from (select i.verdict, count(*)::integer as count from rehearsal_item i
      where i.tenant_id = h.tenant_id and i.rehearsal_id = h.id and i.verdict is not null group by i.verdict) c) as counts,
    h.created_at as "createdAt", h.finished_at as "finishedAt", h.expires_at as "expiresAt"
  from rehearsal h where h.tenant_id = $1 and h.expires_at > $2`

/** Opens one and ends the one under way, in the caller's transaction. Answers its id. */
export async function openRehearsal(
  tx: TenantTx,
  {
    text,
    memberId,
    against,
  }: { text: string; memberId: string; against: { id: string | null; number: number } },
): Promise<string> {
  // Two who start at once meet on the tenant's knowledge row or, without one, on the unique index.
  await tx.lock(`knowledge:${tx.tenantId}`, 'select 1 from knowledge where tenant_id = $1', [tx.tenantId])
  await tx.query(
    `update rehearsal set status = 'cancelled', finished_at = $2 where tenant_id = $1 and status in ('queued', 'running')`,
    [tx.tenantId, tx.now],
  )
  await deleteExpired(tx)
  const id = uuidv7(tx.now.getTime())
  await tx.query(
    `insert into rehearsal (tenant_id, id, content, status, against_revision, against_number, started_by, created_at, expires_at)
     values ($1, $2, $3, 'queued', $4, $5, $6, $7, $8)`,
    [
      tx.tenantId,
      id,
      text,
      against.id,
      against.number,
      memberId,
      tx.now,
      new Date(tx.now.getTime() + KEPT_MS),
    ],
  )
  return id
}

export async function deleteExpired(tx: TenantTx): Promise<void> {
  await tx.query('delete from rehearsal where tenant_id = $1 and expires_at <= $2', [tx.tenantId, tx.now])
}

export async function readRehearsal(tx: TenantTx, id: string): Promise<Rehearsal> {
  const [row] = await tx.query<Row>(`${SELECT} and h.id = $3`, [tx.tenantId, tx.now, id])
  if (!row) throw expected('rehearsal.not_found')
  return present(row)
}

export async function listRehearsals(
  tx: TenantTx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: Rehearsal[]; nextCursor?: string }> {
  const rows = await tx.query<Row>(
    `${SELECT} and ($3::uuid is null or h.id < $3) order by h.id desc limit $4`,
    [tx.tenantId, tx.now, idCursor(cursor), limit + 1],
  )
  const items = rows.slice(0, limit).map(present)
  const last = items.at(-1)
  return rows.length > limit && last ? { items, nextCursor: last.id } : { items }
}

/** What was asked in the last 30 days and is worth asking again: what was answered, or what the text did not answer. */
export function askedQuestions(tx: TenantTx): Promise<Asked[]> {
  return tx.query<Asked>(
    `select t.question, count(*)::integer as asked, array_agg(distinct t.conversation_id) as "conversationIds" from (
       select left(r.question, ${MOST_READ.compared + 1}) as question, r.conversation_id from receipt r where r.tenant_id = $1 and r.created_at > $2
         and (r.decision in ('reply', 'clarify') or (r.decision = 'handoff' and r.reason in ('low_confidence', 'ungrounded', 'model_unavailable', 'quota')))
       order by r.created_at desc limit $3) t
     group by t.question order by asked desc, t.question`,
    [tx.tenantId, new Date(tx.now.getTime() - ASKED_MS), MOST_TURNS],
  )
}

export type Work = {
  status: Rehearsal['status']
  text: string
  againstRevision: string | null
  total: number
}

export async function readWork(tx: TenantTx, id: string): Promise<Work | null> {
  const [row] = await tx.query<Work>(
    `select status, content as text, against_revision as "againstRevision", total from rehearsal
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id],
  )
  return row ?? null
}

/** Stores the questions, once; a second run finds them there. */
export async function storeQuestions(
  tx: TenantTx,
  id: string,
  source: NonNullable<Rehearsal['source']>,
  questions: Asked[],
): Promise<void> {
  await tx.query(
    // Arrays of arrays must be of one length each: whose words each is travels as JSON.
    `insert into rehearsal_item (tenant_id, id, rehearsal_id, position, question, asked, conversation_ids)
     select $1, q.id, $2, q.position, q.question, q.asked, array(select jsonb_array_elements_text(q.whose)::uuid)
     from unnest($3::uuid[], $4::integer[], $5::text[], $6::integer[], $7::jsonb[]) as q(id, position, question, asked, whose)
     on conflict (tenant_id, rehearsal_id, position) do nothing`,
    [
      tx.tenantId,
      id,
      questions.map(() => uuidv7(tx.now.getTime())),
      questions.map((_, position) => position),
      questions.map(({ question }) => question),
      questions.map(({ asked }) => asked),
      questions.map(({ conversationIds }) => JSON.stringify(conversationIds)),
    ],
  )
  await tx.query(
    `update rehearsal set status = 'running', source = $3, total = $4 where tenant_id = $1 and id = $2 and status = 'queued'`,
    [tx.tenantId, id, source, questions.length],
  )
  tx.announce({ type: 'rehearsal.progress' })
}

export function openItems(tx: TenantTx, id: string): Promise<{ id: string; question: string }[]> {
  return tx.query(
    `select id, question from rehearsal_item where tenant_id = $1 and rehearsal_id = $2 and verdict is null order by position`,
    [tx.tenantId, id],
  )
}

export type Replayed = Compared & { id: string; before: RehearsalSide; after: RehearsalSide }

/** Stores a step's results. False when it was cancelled meanwhile: nothing more is to be done. */
export async function storeStep(tx: TenantTx, id: string, replayed: Replayed[]): Promise<boolean> {
  const [row] = await tx.lock<{ status: string }>(
    `rehearsal:${id}`,
    'select status from rehearsal where tenant_id = $1 and id = $2',
    [tx.tenantId, id],
  )
  if (row?.status !== 'running') return false
  for (const one of replayed) {
    await tx.query(
      `update rehearsal_item set verdict = $3, before = $4, after = $5, lost_facts = $6 where tenant_id = $1 and id = $2`,
      [
        tx.tenantId,
        one.id,
        one.verdict,
        JSON.stringify(one.before),
        JSON.stringify(one.after),
        JSON.stringify(one.lostFacts),
      ],
    )
  }
  await tx.query(
    `update rehearsal set done = (select count(*) from rehearsal_item i where i.tenant_id = $1 and i.rehearsal_id = $2 and i.verdict is not null)
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id],
  )
  tx.announce({ type: 'rehearsal.progress' })
  return true
}

/** Ends one that is not over; one that is over is left as it is. */
export async function endRehearsal(
  tx: TenantTx,
  id: string,
  status: 'done' | 'cancelled' | 'failed',
  failure: Rehearsal['failure'] | null = null,
): Promise<void> {
  const ended = await tx.query(
    `update rehearsal set status = $3, failure = $4, finished_at = $5
     where tenant_id = $1 and id = $2 and status in ('queued', 'running') returning 1`,
    [tx.tenantId, id, status, failure, tx.now],
  )
  if (ended.length > 0) tx.announce({ type: 'rehearsal.progress' })
}

const RANK = `case verdict when 'broken' then 0 when 'new' then 1 when 'changed' then 2 else 3 end`

/** A page of results, what matters most first. `cursor` is an item's id. */
export async function listItems(
  tx: TenantTx,
  id: string,
  {
    verdict,
    cursor,
    limit,
  }: { verdict?: RehearsalVerdict | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: RehearsalItem[]; nextCursor?: string }> {
  await readRehearsal(tx, id)
  const rows = await tx.query<RehearsalItem>(
    `select i.id, i.question, i.asked, i.verdict, i.before, i.after, i.lost_facts as "lostFacts" from rehearsal_item i
     where i.tenant_id = $1 and i.rehearsal_id = $2 and i.verdict is not null and ($3::text is null or i.verdict = $3)
       and ($4::uuid is null or (${RANK}, i.position) > (select ${RANK}, position from rehearsal_item where tenant_id = $1 and id = $4))
     order by ${RANK}, i.position limit $5`,
    [tx.tenantId, id, verdict ?? null, idCursor(cursor), limit + 1],
  )
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return rows.length > limit && last ? { items, nextCursor: last.id } : { items }
}

function present(row: Row): Rehearsal {
  return {
    id: row.id,
    status: row.status,
    done: row.done,
    total: row.total,
    counts: { changed: 0, broken: 0, new: 0, unchanged: 0, ...row.counts },
    against: row.against,
    upToDate: row.upToDate,
    draftChanged: row.draftChanged,
    startedAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    ...(row.source ? { source: row.source } : {}),
    ...(row.failure ? { failure: row.failure } : {}),
    ...(row.finishedAt ? { finishedAt: row.finishedAt.toISOString() } : {}),
  }
}
