import type { TenantTx } from '../platform/tenant-tx.ts'
import { bucketSql, type Histogram } from './histogram.ts'

/** What is counted of one day; nothing of anyone. */
export type DayFigures = {
  day: string
  received: number
  questions: number
  answeredByAi: number
  handoffs: number
  sentByPeople: number
  durable: number
  inputTokens: number
  outputTokens: number
  costUsdMicro: number
  reasons: Record<string, number>
  botTimes: Histogram
  humanTimes: Histogram
}

const COLUMNS = `to_char(day, 'YYYY-MM-DD') as day, received, questions, answered_by_ai as "answeredByAi", handoffs, sent_by_people as "sentByPeople",
  durable, input_tokens as "inputTokens", output_tokens as "outputTokens", cost_usd_micro as "costUsdMicro", reasons,
  bot_times as "botTimes", human_times as "humanTimes"`

/** A range of days of one tenant as instants, so that the indexes on time are used. $2 from, $3 to, $4 time zone. */
const FROM = `($2::date::timestamp at time zone $4)`
const UNTIL = `(($3::date + 1)::timestamp at time zone $4)`
const during = (column: string) => `${column} >= ${FROM} and ${column} < ${UNTIL}`
const dayIn = (column: string) => `(${column} at time zone $4)::date`

/** Counted from the rows themselves: days whose messages are still there. Days without anything are left out. */
export function countDays(tx: TenantTx, from: string, to: string, timeZone: string): Promise<DayFigures[]> {
  return tx.query<DayFigures>(
    `with turn as materialized (
       select r.id, r.conversation_id, r.decision, r.reason, r.turn_revision, r.created_at, r.input_tokens, r.output_tokens, r.cost_usd_micro,
         ${dayIn('r.created_at')} as day
       from receipt r where r.tenant_id = $1 and ${during('r.created_at')}),
     message_days as (
       select ${dayIn('m.created_at')} as day, count(*) filter (where m.direction = 'in')::integer as received,
         count(*) filter (where m.author in ('member', 'phone') and m.kind <> 'note')::integer as sent_by_people
       from message m where m.tenant_id = $1 and ${during('m.created_at')} group by 1),
     turn_days as (
       select day, count(*) filter (where decision in ('reply', 'clarify', 'handoff'))::integer as questions,
         count(*) filter (where decision = 'reply')::integer as answered_by_ai,
         count(*) filter (where decision = 'handoff')::integer as handoffs,
         count(*) filter (where decision = 'reply' and not exists (
           select from receipt h where h.tenant_id = $1 and h.conversation_id = turn.conversation_id and h.decision = 'handoff'
             and h.created_at > turn.created_at and h.created_at <= turn.created_at + interval '7 days') and not exists (
           select from message p where p.tenant_id = $1 and p.conversation_id = turn.conversation_id and p.author in ('member', 'phone')
             and p.kind <> 'note' and p.at >= date_trunc('second', turn.created_at) and p.created_at > turn.created_at and p.at <= turn.created_at + interval '7 days'))::integer as durable,
         coalesce(sum(input_tokens), 0)::bigint as input_tokens, coalesce(sum(output_tokens), 0)::bigint as output_tokens,
         coalesce(sum(cost_usd_micro), 0)::bigint as cost_usd_micro
       from turn group by day),
     reason_days as (
       select day, jsonb_object_agg(reason, count) as reasons from (
         select day, reason, count(*)::integer as count from turn where decision = 'handoff' and reason is not null group by 1, 2) r group by day),
     bot_days as (
       select day, jsonb_object_agg(bucket::text, count) as times from (
         select t.day, ${bucketSql(`extract(epoch from coalesce(o.claimed_at, m.created_at) - asked.at) * 1000`)} as bucket, count(*)::integer as count
         from turn t
         join message m on m.tenant_id = $1 and m.receipt_id = t.id and m.status <> 'cancelled'
         left join outbound o on o.tenant_id = $1 and o.message_id = m.id
         cross join lateral (select max(i.created_at) as at from message i where i.tenant_id = $1 and i.conversation_id = t.conversation_id
           and i.author = 'contact' and i.turn_revision = t.turn_revision) asked
         where t.decision in ('reply', 'clarify') and asked.at is not null group by 1, 2) b group by day),
     human_days as (
       select day, jsonb_object_agg(bucket::text, count) as times from (
         select t.day, ${bucketSql(`extract(epoch from answer.at - t.created_at) * 1000`)} as bucket, count(*)::integer as count
         from turn t cross join lateral (select m.created_at as at from message m where m.tenant_id = $1 and m.conversation_id = t.conversation_id
           and m.author in ('member', 'phone') and m.kind <> 'note' and m.at >= date_trunc('second', t.created_at) and m.created_at >= t.created_at
           order by m.at, m.arrival limit 1) answer
         where t.decision = 'handoff' group by 1, 2) h group by day)
     select to_char(day, 'YYYY-MM-DD') as day, coalesce(m.received, 0) as received, coalesce(t.questions, 0) as questions,
       coalesce(t.answered_by_ai, 0) as "answeredByAi", coalesce(t.handoffs, 0) as handoffs, coalesce(m.sent_by_people, 0) as "sentByPeople",
       coalesce(t.durable, 0) as durable, coalesce(t.input_tokens, 0) as "inputTokens", coalesce(t.output_tokens, 0) as "outputTokens",
       coalesce(t.cost_usd_micro, 0) as "costUsdMicro", coalesce(r.reasons, '{}') as reasons, coalesce(b.times, '{}') as "botTimes",
       coalesce(h.times, '{}') as "humanTimes"
     from message_days m full join turn_days t using (day) left join reason_days r using (day) left join bot_days b using (day)
     left join human_days h using (day) order by day`,
    [tx.tenantId, from, to, timeZone],
  )
}

/** Days counted before their messages went. */
export function storedDays(tx: TenantTx, from: string, to: string): Promise<DayFigures[]> {
  return tx.query<DayFigures>(
    `select ${COLUMNS} from insight_day where tenant_id = $1 and day between $2::date and $3::date order by day`,
    [tx.tenantId, from, to],
  )
}

/** Keeps days for good. Counting again puts the newer count in the place of the older. */
export async function storeDays(tx: TenantTx, days: DayFigures[], timeZone: string): Promise<void> {
  for (const day of days)
    await tx.query(
      `insert into insight_day (tenant_id, day, time_zone, received, questions, answered_by_ai, handoffs, sent_by_people, durable,
         input_tokens, output_tokens, cost_usd_micro, reasons, bot_times, human_times, written_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
       on conflict (tenant_id, day) do update set time_zone = excluded.time_zone, received = excluded.received, questions = excluded.questions,
         answered_by_ai = excluded.answered_by_ai, handoffs = excluded.handoffs, sent_by_people = excluded.sent_by_people,
         durable = excluded.durable, input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens,
         cost_usd_micro = excluded.cost_usd_micro, reasons = excluded.reasons, bot_times = excluded.bot_times,
         human_times = excluded.human_times, written_at = excluded.written_at`,
      [
        tx.tenantId,
        day.day,
        timeZone,
        day.received,
        day.questions,
        day.answeredByAi,
        day.handoffs,
        day.sentByPeople,
        day.durable,
        day.inputTokens,
        day.outputTokens,
        day.costUsdMicro,
        JSON.stringify(day.reasons),
        JSON.stringify(day.botTimes),
        JSON.stringify(day.humanTimes),
        tx.now,
      ],
    )
}

/** A page of every tenant there is. */
export async function tenantsAfter(
  lookup: <R extends object>(sql: string, values: unknown[]) => Promise<R[]>,
  after: string | null,
  most: number,
): Promise<string[]> {
  const rows = await lookup<{ tenant_id: string }>('select tenant_id from tenants_page($1, $2)', [
    after,
    most,
  ])
  return rows.map((row) => row.tenant_id)
}
