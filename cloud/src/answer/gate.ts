import type { BotSettings } from '@plantao/shared/bot-settings'
import type { ConversationState } from '@plantao/shared/conversations'
import type { SilenceReason } from '@plantao/shared/handoff'
import { entitlement, type Subscription } from '../billing/index.ts'
import { isOpen } from '../bot-settings/index.ts'
import type { Bubble } from '../conversations/index.ts'

type View = {
  subscription: Subscription | null
  settings: Pick<BotSettings, 'enabled' | 'businessHours' | 'timeZone'>
  state: ConversationState
  bubbles: Bubble[]
  now: Date
}

/** Why this turn gets no answer, or null when the bot may speak. Pure; asked before work and again under the lock. */
export function silenceReason({ subscription, settings, state, bubbles, now }: View): SilenceReason | null {
  if (bubbles.length === 0) return 'nothing_to_answer'
  if (bubbles.every((bubble) => bubble.deleted)) return 'withdrawn'
  if (state === 'human_replied') return 'human_holds'
  if (state === 'awaiting_human') return 'already_waiting'
  if (entitlement(subscription, now) === 'silence') return 'not_entitled'
  if (!settings.enabled) return 'bot_off'
  if (settings.businessHours.outside === 'silence' && !isOpen(settings, now)) return 'outside_hours'
  return null
}
