import type { NewReceipt } from './receipt.repo.ts'
import { questionOf, type TurnContext } from './turn-context.ts'

/** The record of a turn before anything was decided. */
export function baseReceipt(turn: TurnContext, traceId: string): NewReceipt {
  return {
    conversationId: turn.conversation.id,
    turnRevision: turn.conversation.turnRevision,
    decision: 'silence',
    reason: null,
    late: false,
    question: questionOf(turn.bubbles),
    reply: null,
    confidence: null,
    threshold: turn.settings.threshold,
    chunks: [],
    model: null,
    tokens: null,
    costUsdMicro: 0,
    timings: {},
    traceId,
  }
}
