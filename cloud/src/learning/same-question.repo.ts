import type { SameQuestion, SameQuestions } from '@plantao/shared/learning'
import { gistOf, likeness, SAME_QUESTION } from '../knowledge/index.ts'
import { idCursor } from '../platform/cursor.ts'
import { expected } from '../platform/errors.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'

/** The question a person answered in a conversation, and the message that answers it. */
export type Answered = { conversationId: string; question: string; messageId: string; answer: string }

/** Waiting conversations read at once while looking for alike ones. */
const READ = 500

/**
 * The pair of a conversation: its handoff's question and a person's words after it, the newest unless one is named.
 * Null when nobody answered, or nothing was asked. Throws `conversation.not_found`, `message.not_found`.
 */
export async function readAnswered(
  tx: TenantTx,
  conversationId: string,
  messageId?: string,
): Promise<Answered | null> {
  const [conversation] = await tx.query<{ id: string; question: string | null }>(
    `select v.id, v.handoff_question as question from conversation v where v.tenant_id = $1 and v.id = (
       select coalesce(c.merged_into, c.id) from conversation c where c.tenant_id = $1 and c.id = $2)`,
    [tx.tenantId, conversationId],
  )
  if (!conversation) throw expected('conversation.not_found')
  const [message] = await tx.query<{ id: string; text: string }>(
    `select id, content as text from message
     where tenant_id = $1 and conversation_id = $2 and author in ('member', 'phone') and kind = 'text' and content is not null
       and deleted_at is null and status not in ('failed', 'cancelled') and ($3::uuid is null or id = $3)
     order by at desc, arrival desc limit 1`,
    [tx.tenantId, conversation.id, messageId ?? null],
  )
  if (messageId && !message) throw expected('message.not_found')
  if (!message || !conversation.question) return null
  return {
    conversationId: conversation.id,
    question: conversation.question,
    messageId: message.id,
    answer: message.text,
  }
}

type Waiting = {
  id: string
  question: string
  waitingSince: Date
  contactId: string
  phone: string | null
  name: string | null
  assigneeId: string | null
  assigneeName: string | null
}

type Paged = { cursor?: string | undefined; limit: number }

/** Others who wait with that question, the longest wait first. `cursor` is the conversation a page ended with. */
export async function listSame(
  tx: TenantTx,
  answered: Answered,
  { cursor, limit }: Paged,
): Promise<SameQuestions> {
  const gist = gistOf(answered.question)
  const items: SameQuestion[] = []
  let after = idCursor(cursor)
  for (;;) {
    const rows = await readWaiting(tx, answered.conversationId, after)
    for (const row of rows) {
      const alike = likeness(gist, gistOf(row.question))
      if (alike < SAME_QUESTION) continue
      items.push(present(row, alike))
      if (items.length > limit) break
    }
    const last = rows.at(-1)
    if (items.length > limit || rows.length < READ || !last) break
    after = last.id
  }
  const page = items.slice(0, limit)
  return {
    question: answered.question,
    messageId: answered.messageId,
    answer: answered.answer,
    items: page,
    ...(items.length > limit ? { nextCursor: page.at(-1)!.conversationId } : {}),
  }
}

function readWaiting(tx: TenantTx, except: string, after: string | null): Promise<Waiting[]> {
  return tx.query<Waiting>(
    `select v.id, v.handoff_question as question, v.waiting_since as "waitingSince", c.id as "contactId", c.phone, c.name,
       a.id as "assigneeId", a.name as "assigneeName"
     from conversation v join contact c on c.tenant_id = v.tenant_id and c.id = v.contact_id
     left join member a on a.tenant_id = v.tenant_id and a.id = v.assignee_id
     where v.tenant_id = $1 and v.state = 'awaiting_human' and v.merged_into is null and v.id <> $2
       and v.handoff_question <> '' and v.waiting_since is not null
       and ($3::uuid is null or (v.waiting_since, v.id) > (select waiting_since, id from conversation where tenant_id = $1 and id = $3))
     order by v.waiting_since, v.id limit $4`,
    [tx.tenantId, except, after, READ],
  )
}

function present(row: Waiting, alike: number): SameQuestion {
  return {
    conversationId: row.id,
    contact: { id: row.contactId, phone: row.phone, name: row.name },
    question: row.question,
    waitingSince: row.waitingSince.toISOString(),
    likeness: Math.round(alike * 100) / 100,
    ...(row.assigneeId && row.assigneeName
      ? { assignee: { id: row.assigneeId, name: row.assigneeName } }
      : {}),
  }
}

/** How many conversations wait, or waited, with a question like this one. */
export async function countAlike(tx: TenantTx, question: string): Promise<number> {
  const rows = await tx.query<{ question: string }>(
    `select handoff_question as question from conversation where tenant_id = $1 and handoff_question <> ''
       and state <> 'ai_active' and merged_into is null limit 2000`,
    [tx.tenantId],
  )
  const gist = gistOf(question)
  return Math.max(1, rows.filter((row) => likeness(gist, gistOf(row.question)) >= SAME_QUESTION).length)
}
