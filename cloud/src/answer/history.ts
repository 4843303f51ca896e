import {
  type ConversationRow,
  isCalledForHistory,
  lastLateAt,
  QUIET_MS,
  quietAt,
  setTurnDue,
  wakeCompose,
} from '../conversations/index.ts'
import { openHandoff } from '../handoff/index.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { smallTalk } from '../portuguese/index.ts'
import { closeTurn } from './close-turn.repo.ts'
import { baseReceipt } from './new-receipt.ts'
import { insertReceipt } from './receipt.repo.ts'
import { isStale } from './stale.ts'
import { questionOf, type TurnContext } from './turn-context.ts'

/**
 * A turn of nothing but history: no bot answers it, and nothing is said to a customer who wrote long ago. A person is
 * called, once no more of it comes: the owner's own answers from the phone follow behind the questions. Under the lock of
 * the conversation, so that an answer which comes meanwhile is not overlooked.
 */
export async function answerHistory(tx: TenantTx, turn: TurnContext, traceId: string): Promise<void> {
  const { conversation } = turn
  const lateAt = await lastLateAt(tx, QUIET_MS)
  const openedAt = conversation.turnOpenedAt ?? tx.now
  const until = lateAt ? quietAt({ openedAt, lastLateAt: lateAt }) : tx.now
  if (until > tx.now) return comeBack(tx, conversation, traceId, until)
  await insertReceipt(tx, {
    ...baseReceipt(turn, traceId),
    decision: 'handoff',
    reason: 'policy',
    late: true,
  })
  closeTurn(tx, conversation, false)
  await openHandoff(tx, conversation, { reason: 'arrived_late', question: questionOf(turn.bubbles) })
}

async function comeBack(tx: TenantTx, { id }: ConversationRow, traceId: string, runAt: Date): Promise<void> {
  setTurnDue(tx, id, runAt)
  await wakeCompose(tx, id, traceId, runAt)
}

type View = Pick<TurnContext, 'conversation' | 'bubbles' | 'history'>

/**
 * Whether a turn of a customer who is there goes to a person because history beside it does: part of it came late, or a
 * late question of before still waits. Small talk beside a question that waits already needs nobody more. Pure.
 */
export function isForPerson({ conversation, bubbles, history }: View): boolean {
  if (history === 'among') return true
  return isCalledForHistory(conversation) && smallTalk(questionOf(bubbles)) === null
}

/** Since when a customer waits who is handed to a person now. A customer for whom history called one already keeps the earlier time. */
export function waitsSince(conversation: ConversationRow, now: Date): Date {
  const { waitingSince } = conversation
  const kept =
    waitingSince &&
    isCalledForHistory(conversation) &&
    !isStale({ ...conversation, handoffReason: null }, now)
  return kept ? waitingSince : now
}
