import type { TenantTx } from '../platform/tenant-tx.ts'
import type { ConversationRow } from './conversation.repo.ts'
import { composeKey } from './job-keys.ts'
import { saveTurn } from './turn.repo.ts'
import { turnAfter } from './turn-state.ts'
import type { Debounce } from './turn-wait.ts'

type Opening = {
  /** The words that came, for judging how long to wait for more. */
  text: string
  debounce: Debounce
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
  { text, debounce, traceId, dueAt, atLeastMs }: Opening,
): Promise<void> {
  const turn = turnAfter(conversation, { words: text, now: tx.now, debounce, dueAt, atLeastMs })
  saveTurn(tx, conversation.id, turn)
  Object.assign(conversation, turn)
  const payload = { tenantId: tx.tenantId, conversationId: conversation.id, traceId }
  await tx.enqueue('compose', payload, {
    key: composeKey(tx.tenantId, conversation.id),
    ...(dueAt ? { runAt: dueAt } : { runAt: tx.now, inline: true }),
  })
}
