import pg from 'pg'
import type { LedgerIn, LedgerRow } from './phone.ts'

/** A reaction to a turn, as its receipt tells it. */
export type Reaction = {
  conversationId: string
  turnRevision: number
  decision: string
  reason: string | null
  reply: string | null
  phone: string | null
}

type Bubble = { waId: string; phone: string | null; conversationId: string; turnRevision: number }

/** What was counted at the end; every list names what went wrong, and all are empty when nothing did. */
export type Balance = {
  received: number
  reactions: number
  replies: number
  /** Ids that never became a message, turns without a reaction, replies that never left. */
  lost: string[]
  /** The replies among them, as decided; `phone` is the last eight digits. */
  lostReplies: { phone: string; text: string }[]
  /** Replies on the phone more often than they were decided. */
  duplicated: string[]
  /** The same, in words. */
  doubledReplies: { phone: string; text: string }[]
  /** Conversations whose thread or whose replies are not in the order of writing. */
  outOfOrder: string[]
}

export type Books = ReturnType<typeof openBooks>

/** Reads the house's tables past row-level security, to count. A superuser's address. */
export function openBooks(databaseUrl: string) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  // The database is stopped under us on purpose.
  pool.on('error', () => undefined)
  const query = async <R extends object>(sql: string, values: unknown[] = []): Promise<R[]> =>
    (await pool.query<R>(sql, values)).rows

  const reactions = () =>
    query<Reaction>(
      `select r.conversation_id as "conversationId", r.turn_revision as "turnRevision", r.decision, r.reason, r.reply, c.phone
       from receipt r join conversation v on v.tenant_id = r.tenant_id and v.id = r.conversation_id
       join contact c on c.tenant_id = v.tenant_id and c.id = v.contact_id
       order by r.conversation_id, r.turn_revision`,
    )
  const bubbles = () =>
    query<Bubble>(
      `select m.wa_id as "waId", c.phone, m.conversation_id as "conversationId", m.turn_revision as "turnRevision"
       from message m join conversation v on v.tenant_id = m.tenant_id and v.id = m.conversation_id
       join contact c on c.tenant_id = v.tenant_id and c.id = v.contact_id
       where m.author = 'contact' order by m.conversation_id, m.at, m.arrival`,
    )

  return {
    query,
    reactions,
    /** Whether nothing is under way: all events understood, all turns answered, all sends settled. */
    async settled(written: number): Promise<boolean> {
      const [row] = await query<{ bubbles: number; open: number }>(
        `select (select count(*)::integer from message where author = 'contact') as bubbles,
           ((select count(*) from raw_event where handled_at is null)
            + (select count(*) from conversation where turn_revision > answered_revision)
            + (select count(*) from outbound where state in ('queued', 'claimed', 'ambiguous', 'held')))::integer as open`,
      )
      return row!.bubbles >= written && row!.open === 0
    },
    /** What is still under way, counted by how it stands. */
    unsettled: () =>
      query<Record<string, unknown>>(
        `select o.state, o.failure, p.alive, count(*)::integer as sends, max(o.attempts) as attempts,
           min(extract(epoch from now() - o.created_at))::integer as youngest_s,
           max(extract(epoch from o.not_before - now()))::integer as latest_in_s,
           count(j.key)::integer as jobs, max(j.attempts) as job_attempts, max(left(j.last_error, 80)) as job_error,
           max(extract(epoch from j.run_at - now()))::integer as job_in_s
         from outbound o left join lateral process_alive(o.claimed_by) as p(alive) on true
         left join queue_job j
           on j.key in ('dispatch:' || o.conversation_id, 'compose:' || o.tenant_id || ':' || o.conversation_id)
         where o.state in ('queued', 'claimed', 'ambiguous', 'held') group by 1, 2, 3 order by 4 desc limit 20`,
      ),
    /** Everything the tables know of one customer's conversation (by the last eight digits), a line a row. */
    story: async (phone: string): Promise<string[]> =>
      (await query<{ line: string }>(STORY, [`%${phone}`])).map(({ line }) => line),
    /** Holds what the phones saw against what was decided. */
    async balance(ledger: { in: LedgerIn[]; out: LedgerRow[] }): Promise<Balance> {
      return compare(await bubbles(), await reactions(), ledger)
    },
    close: () => pool.end(),
  }
}

/** A reply that is not on the phone is told by these: who spoke when, what the line of sends learnt, which jobs are left. */
const STORY = `
  with them as (
    select v.* from conversation v join contact c on c.tenant_id = v.tenant_id and c.id = v.contact_id where c.phone like $1
  ), rows (at, line) as (
    select v.created_at, 'conversation ' || jsonb_build_object('id', v.id, 'state', v.state, 'epoch', v.epoch, 'turn', v.turn_revision,
      'answered', v.answered_revision, 'merged_into', v.merged_into, 'reason', v.handoff_reason, 'last_human', v.last_human_at)::text from them v
    union all select r.created_at, 'receipt ' || jsonb_build_object('turn', r.turn_revision, 'decision', r.decision, 'reason', r.reason,
      'reply', left(r.reply, 60), 'trace', r.trace_id)::text from receipt r join them v on v.id = r.conversation_id
    union all select m.created_at, 'message ' || jsonb_build_object('id', m.id, 'author', m.author, 'status', m.status, 'turn', m.turn_revision,
      'wa_id', m.wa_id, 'text', left(m.content, 40))::text from message m join them v on v.id = m.conversation_id
    union all select o.created_at, 'outbound ' || jsonb_build_object('message', o.message_id, 'state', o.state, 'epoch', o.epoch,
      'attempts', o.attempts, 'failure', o.failure, 'claimed_at', o.claimed_at, 'claimed_by', o.claimed_by,
      'alive', process_alive(o.claimed_by), 'not_before', o.not_before, 'text', left(o.body, 60))::text from outbound o join them v on v.id = o.conversation_id
    union all select u.at, 'postponed ' || jsonb_build_object('wa_id', u.wa_id, 'text', left(u.content, 40))::text from unresolved_from_me u join them v on v.id = u.conversation_id
    union all select j.run_at, 'job ' || jsonb_build_object('key', j.key, 'attempts', j.attempts, 'locked', j.locked_at, 'error', left(j.last_error, 80))::text from queue_job j join them v on j.key like '%' || v.id
  ) select to_char(at, 'HH24:MI:SS.MS') || ' ' || line as line from rows order by at, line`

/** How the ids of WhatsApp's groups begin. */
const GROUP = '12036'

/** Pure part of `balance`. Counts texts, since a reply carries no id of ours on the phone. */
export function compare(
  bubbles: Bubble[],
  reactions: Reaction[],
  ledger: { in: LedgerIn[]; out: LedgerRow[] },
): Balance {
  const stored = new Set(bubbles.map((bubble) => bubble.waId))
  const written = ledger.in.filter((row) => !row.fromMe && !row.contact.startsWith(GROUP))
  const lost = written.filter((row) => !stored.has(row.id)).map((row) => `message ${row.id}`)
  const last = new Map<string, number>()
  for (const { conversationId, turnRevision } of reactions) last.set(conversationId, turnRevision)
  for (const { conversationId, turnRevision, waId } of bubbles)
    if ((last.get(conversationId) ?? 0) < turnRevision) lost.push(`reaction to ${waId}`)

  const outOfOrder: string[] = []
  const order = new Map(written.map((row, at) => [row.id, at]))
  for (const [id, thread] of grouped(bubbles, (bubble) => bubble.conversationId)) {
    const places = thread.map((bubble) => order.get(bubble.waId) ?? -1)
    if (places.some((place, at) => at > 0 && place < places[at - 1]!)) outOfOrder.push(`thread ${id}`)
  }

  const duplicated: string[] = []
  const lostReplies: Balance['lostReplies'] = []
  const doubledReplies: Balance['doubledReplies'] = []
  const decided = grouped(
    reactions.filter((reaction) => reaction.reply !== null && reaction.decision !== 'silence'),
    (reaction) => tail(reaction.phone),
  )
  const seen = grouped(ledger.out, (row) => tail(row.contact))
  for (const phone of new Set([...decided.keys(), ...seen.keys()])) {
    const wanted = (decided.get(phone) ?? []).map((reaction) => reaction.reply!.trim())
    const got = (seen.get(phone) ?? []).map((row) => row.text.trim())
    const missing = without(wanted, got)
    lostReplies.push(...missing.map((text) => ({ phone, text })))
    lost.push(...missing.map(() => `reply to …${phone.slice(-4)}`))
    const doubled = without(got, wanted)
    doubledReplies.push(...doubled.map((text) => ({ phone, text })))
    duplicated.push(...doubled.map(() => `reply to …${phone.slice(-4)}`))
    if (wanted.length === got.length && wanted.some((text, at) => text !== got[at]))
      outOfOrder.push(`replies to …${phone.slice(-4)}`)
  }
  const replies = [...decided.values()].reduce((sum, list) => sum + list.length, 0)
  const counts = { received: written.length, reactions: reactions.length, replies }
  return { ...counts, lost, lostReplies, duplicated, doubledReplies, outOfOrder }
}

/** The last eight digits: the same with and without the ninth digit and the country. */
function tail(phone: string | null): string {
  return (phone ?? '').slice(-8)
}

function grouped<T>(items: T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

/** What of `items` is left when each of `others` took one of its like. */
function without(items: string[], others: string[]): string[] {
  const rest = [...others]
  return items.filter((item) => {
    const at = rest.indexOf(item)
    if (at < 0) return true
    rest.splice(at, 1)
    return false
  })
}
