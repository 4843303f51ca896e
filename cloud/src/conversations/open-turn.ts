import type { BotSettings } from '@plantao/shared/bot-settings'
import type { TenantTx } from '../platform/database.ts'
import type { ConversationRow } from './conversation.repo.ts'
import { composeKey } from './job-keys.ts'
import { turnDue } from './turn-wait.ts'

type Opening = {
  /** The revision the turn now has; above the conversation's own. */
  revision: number
  /** The words that came, for judging how long to wait for more. */
  text: string
  debounce: BotSettings['debounce']
  traceId: string
  /** When its answer is due whatever was written; nothing is drafted before. */
  dueAt?: Date
  /** It is due no sooner than this from now. Milliseconds. */
  atLeastMs?: number
}

/** Opens a turn or makes it new: its answer is due after the wait that this bubble asks for; drafting starts at once. */
export async function openTurn(
  tx: TenantTx,
  conversation: ConversationRow,
  { revision, text, debounce, traceId, atLeastMs = 0, ...opening }: Opening,
): Promise<void> {
  const open = conversation.turnRevision > conversation.answeredRevision
  const openedAt = open && conversation.turnOpenedAt ? conversation.turnOpenedAt : tx.now
  const soonest = tx.now.getTime() + atLeastMs
  const written = turnDue({ now: tx.now, openedAt, text, debounce })
  const dueAt = opening.dueAt ?? new Date(Math.max(written.getTime(), soonest))
  tx.write(
    `update conversation set turn_revision = $3, turn_opened_at = $4, turn_due_at = $5 where tenant_id = $1 and id = $2`,
    [tx.tenantId, conversation.id, revision, openedAt, dueAt],
  )
  const payload = { tenantId: tx.tenantId, conversationId: conversation.id, traceId }
  await tx.enqueue('compose', payload, {
    key: composeKey(tx.tenantId, conversation.id),
    ...(opening.dueAt ? { runAt: opening.dueAt } : { runAt: tx.now, soon: true }),
  })
}
