import type { BotSettings } from '@plantao/shared/bot-settings'
import type { ConversationRow } from '../conversations/index.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { COMPARED, type Exchange } from './loop-breaker.ts'
import { STALE_AFTER_MS } from './stale.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Exchanges that the loop breaker looks at: three rounds of eight questions. */
const MOST_RECENT = 24

/** What the bot said in one conversation of late. */
export type Spoken = {
  /** Its messages within the last minute, hour and day. */
  counts: { minute: number; hour: number; day: number }
  /** What was asked and said within the last hour, oldest first. */
  recent: Exchange[]
  /** When the bot last stopped for having said too much, or for talking to a machine. */
  stoppedAt: Date | null
}

type Row = {
  minute: number
  hour: number
  day: number
  recent: { question: string; reply: string | null }[] | null
  stoppedAt: Date | null
}

/**
 * Counts what the bot said to the person of a conversation, in those merged into it too, and reads the end of it, from the
 * receipts. What was before a
 * person handed the conversation back is not counted: whoever did has looked at it.
 */
export async function readSpoken(tx: TenantTx, { id, handedBackAt }: ConversationRow): Promise<Spoken> {
  const ago = (ms: number) => new Date(Math.max(tx.now.getTime() - ms, handedBackAt?.getTime() ?? 0))
  const [row] = await tx.query<Row>(
    `with thread as (
       select $2::uuid as id union all select id from conversation where tenant_id = $1 and merged_into = $2
     ), spoken as (
       select question, reply, created_at from receipt
       where tenant_id = $1 and conversation_id in (select id from thread) and decision in ('reply', 'clarify', 'smalltalk')
         and created_at > $3
     )
     select count(*) filter (where created_at > $5)::int as minute, count(*) filter (where created_at > $4)::int as hour,
       count(*)::int as day,
       (select json_agg(json_build_object('question', left(question, $7), 'reply', left(reply, $7)) order by created_at) from (
          select * from spoken where created_at > $4 order by created_at desc limit $6) newest) as recent,
       (select max(created_at) from receipt where tenant_id = $1 and conversation_id in (select id from thread) and stopped) as "stoppedAt"
     from spoken`,
    [tx.tenantId, id, ago(DAY_MS), ago(HOUR_MS), ago(MINUTE_MS), MOST_RECENT, COMPARED],
  )
  const { minute, hour, day, recent, stoppedAt } = row!
  return {
    counts: { minute, hour, day },
    recent: (recent ?? []).map(({ question, reply }) => ({ asked: question, said: reply ?? '' })),
    stoppedAt,
  }
}

/**
 * Has this person had all the answers that the bot gives one person, or did the bot stop before, and nobody has looked at it
 * since? Pure.
 */
export function isSated(
  { counts, stoppedAt }: Pick<Spoken, 'counts' | 'stoppedAt'>,
  most: BotSettings['answersPerContact'],
  conversation: Pick<ConversationRow, 'lastHumanAt' | 'handedBackAt'>,
): boolean {
  if (counts.minute >= most.minute || counts.hour >= most.hour || counts.day >= most.day) return true
  return stoppedAt !== null && !wasLookedAt(stoppedAt, conversation)
}

/** Whether a person spoke, claimed or handed back after the bot stopped. What is handed back a day later, the clock gave back. */
function wasLookedAt(
  stoppedAt: Date,
  { lastHumanAt, handedBackAt }: Pick<ConversationRow, 'lastHumanAt' | 'handedBackAt'>,
): boolean {
  if (lastHumanAt && lastHumanAt >= stoppedAt) return true
  const after = handedBackAt ? handedBackAt.getTime() - stoppedAt.getTime() : -1
  return after >= 0 && after < STALE_AFTER_MS
}
