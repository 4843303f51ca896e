import { waitsForWords, wakeCompose } from '../conversations/index.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { silenceReason } from './gate.ts'
import { answerHistory } from './history.ts'
import { loadTurn, type TurnContext } from './turn-context.ts'

/**
 * The turn of a conversation that is to be answered, read under the conversation's lock.
 * @returns null when there is none. `'later'` when this run drafts nothing: history, which is handled here, or a voice note or
 * image that has no words yet. New words open the turn again, and a job is queued in case none come.
 */
export async function takeUp(
  tx: TenantTx,
  conversationId: string,
  traceId: string,
): Promise<TurnContext | 'later' | null> {
  const turn = await loadTurn(tx, conversationId)
  if (!turn || silenceReason({ ...turn, state: turn.conversation.state })) return turn
  if (turn.history === 'only') {
    await answerHistory(tx, turn, traceId)
    return 'later'
  }
  const until = waitsForWords(turn.bubbles, turn.now)
  if (!until) return turn
  await wakeCompose(tx, turn.conversation.id, traceId, until)
  return 'later'
}
