import type { SilenceReason } from '@plantao/shared/handoff'
import { countAnswer } from '../billing/index.ts'
import { backWhen } from '../bot-settings/index.ts'
import {
  type ConversationRow,
  isQueueFree,
  lockConversation,
  type OutboundRow,
  openOutbound,
  queueMessage,
  sendTarget,
  type Target,
  wakeCompose,
} from '../conversations/index.ts'
import { openHandoff } from '../handoff/index.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { closeTurn } from './close-turn.repo.ts'
import type { Outcome } from './decide.ts'
import { keepDraft } from './draft.repo.ts'
import { silenceReason } from './gate.ts'
import { isForPerson, waitsSince } from './history.ts'
import { baseReceipt } from './new-receipt.ts'
import { nextStep } from './next-step.ts'
import { insertReceipt, type NewReceipt } from './receipt.repo.ts'
import { composeText } from './texts.ts'
import { questionOf, type TurnContext } from './turn-context.ts'

/** What is left to be done after the transaction. */
export type TurnResult =
  | { do: 'nothing' }
  /** The customer may still be typing: come back then; the draft is kept. */
  | { do: 'wait'; until: Date }
  | { do: 'send'; outbound: OutboundRow; target: Target }
  /** `taken`: the recipient, when the reply had to queue behind another message. */
  | { do: 'dispatch'; conversationId: string; taken?: Target }

type Input = {
  turn: TurnContext
  outcome: Outcome | null
  traceId: string
  process: number
  /** Told of a claim while its transaction is open. */
  hold: (claimed: OutboundRow) => void
}

/**
 * Commits the one outcome of a turn, in one transaction under the conversation's lock: receipt, ownership and message, all
 * or nothing. A newer bubble makes the outcome void; when a person holds the conversation it becomes silence.
 */
export async function commitTurn(tx: TenantTx, input: Input): Promise<TurnResult> {
  const { turn, outcome, traceId } = input
  const conversation = await lockConversation(tx, turn.conversation.id)
  if (!conversation) return { do: 'nothing' }
  const next = nextStep({
    taken: turn.conversation,
    conversation,
    silence: silenceReason({ ...turn, conversation, state: conversation.state, now: tx.now }),
    hasOutcome: outcome !== null,
    now: tx.now,
  })
  switch (next.do) {
    case 'nothing':
      return next
    case 'dispatch':
      return { do: 'dispatch', conversationId: conversation.id }
    case 'wait':
      if (outcome && next.keepsDraft) await keepDraft(tx, conversation, outcome)
      await wakeCompose(tx, conversation.id, traceId, next.until)
      return next
    case 'silence':
      await insertReceipt(tx, silentReceipt(turn, next.reason, traceId))
      closeTurn(tx, conversation, false)
      return { do: 'nothing' }
    case 'begin_anew':
      await wakeCompose(tx, conversation.id, traceId, tx.now)
      return { do: 'nothing' }
    case 'speak':
      return speak(tx, conversation, { ...input, outcome: outcome! })
  }
}

async function speak(
  tx: TenantTx,
  conversation: ConversationRow,
  { turn, outcome, traceId, process, hold }: Input & { outcome: Outcome },
): Promise<TurnResult> {
  const firstContact = conversation.greetedAt === null
  const text = composeText({
    outcome,
    messages: turn.settings.messages,
    tone: turn.settings.tone,
    companyName: turn.companyName,
    firstContact,
    backWhen: backWhen(turn.settings, tx.now),
  })
  const [receiptId, open, target] = await Promise.all([
    insertReceipt(tx, spokenReceipt(turn, outcome, text, traceId)),
    openOutbound(tx, conversation.id),
    sendTarget(tx, conversation.id),
  ])
  if (!receiptId) return { do: 'dispatch', conversationId: conversation.id }
  closeTurn(tx, conversation, true)
  if (outcome.decision === 'handoff') {
    await openHandoff(tx, conversation, {
      reason: outcome.reason ?? 'low_confidence',
      question: questionOf(turn.bubbles),
      since: waitsSince(conversation, tx.now),
    })
  }
  const outbound = await queueMessage(tx, conversation, {
    author: 'ai',
    text,
    receiptId,
    epoch: conversation.epoch,
    traceId,
    ...(target && isQueueFree(open) ? { claimFor: process } : {}),
  })
  if (outbound.state === 'claimed') hold(outbound)
  // Last, like the event log: the tenant's one row of the month stays locked from here to the commit, and every other
  // reply of the tenant waits for it.
  if (outcome.decision === 'reply' && turn.subscription) await countAnswer(tx, turn.subscription)
  return target && outbound.state === 'claimed'
    ? { do: 'send', outbound, target }
    : { do: 'dispatch', conversationId: conversation.id, ...(target ? { taken: target } : {}) }
}

function spokenReceipt(turn: TurnContext, outcome: Outcome, reply: string, traceId: string): NewReceipt {
  return {
    ...baseReceipt(turn, traceId),
    decision: outcome.decision,
    reason: outcome.reason ?? null,
    late: outcome.decision === 'handoff' && isForPerson(turn),
    reply,
    confidence: outcome.confidence,
    chunks: outcome.chunks,
    model: outcome.model,
    tokens: outcome.tokens,
    costUsdMicro: outcome.costUsdMicro,
    timings: outcome.timings,
    stopped: outcome.stopped ?? false,
  }
}

function silentReceipt(turn: TurnContext, reason: SilenceReason, traceId: string): NewReceipt {
  return { ...baseReceipt(turn, traceId), decision: 'silence', reason }
}
