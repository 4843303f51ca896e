import type { BotSettings } from '@plantao/shared/bot-settings'
import type { ConversationState } from '@plantao/shared/conversations'
import type { SilenceReason } from '@plantao/shared/handoff'
import { entitlement, type Subscription } from '../billing/index.ts'
import { isOpen } from '../bot-settings/index.ts'
import { type Bubble, type History, isCalledForHistory, type Ownership } from '../conversations/index.ts'

type View = {
  subscription: Subscription | null
  settings: Pick<BotSettings, 'enabled' | 'businessHours' | 'timeZone'>
  state: ConversationState
  bubbles: Bubble[]
  /** What of the turn came long after it was written. */
  history?: History
  /** Who has it, where that matters for history. */
  conversation?: Pick<Ownership, 'state' | 'assigneeId' | 'handoffReason'>
  now: Date
}

/** Why this turn gets no answer, or null when the bot may speak. Pure; asked before work and again under the lock. */
export function silenceReason(view: View): SilenceReason | null {
  const { subscription, settings, state, bubbles, history, now } = view
  if (history === 'answered') return 'human_holds'
  if (bubbles.length === 0) return 'nothing_to_answer'
  if (bubbles.every((bubble) => bubble.deleted)) return 'withdrawn'
  const isOnlyHistory = history === 'only'
  // Whoever left the conversation by then does not see it: only a person at a console does.
  if (state === 'human_replied' && !(isOnlyHistory && view.conversation?.assigneeId === null))
    return 'human_holds'
  const toldNothing = view.conversation !== undefined && isCalledForHistory(view.conversation)
  if (state === 'awaiting_human' && (isOnlyHistory || !toldNothing)) return 'already_waiting'
  if (entitlement(subscription, now) === 'silence') return 'not_entitled'
  if (!settings.enabled) return 'bot_off'
  // Calling a person for history says nothing to the customer.
  if (!isOnlyHistory && settings.businessHours.outside === 'silence' && !isOpen(settings, now))
    return 'outside_hours'
  return null
}
