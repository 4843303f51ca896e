import { isCalledForHistory, isHeldByPerson, type OwnershipFields } from './ownership.ts'
import type { OutboundState } from './send-states.ts'

/**
 * What happens to the bot's unsettled messages when the epoch rises: they stay as they are, are carried to the new epoch,
 * or are cancelled. `states`: the states of the rows that it happens to.
 */
export type BotWords = { do: 'stay' } | { do: 'carry' | 'void'; states: readonly OutboundState[] }

/** Messages in flight are carried too: one that WhatsApp turns out not to have is queued again, and must not count as overtaken then. */
const CARRY: BotWords = { do: 'carry', states: ['queued', 'claimed', 'ambiguous', 'held'] }
/** A message in flight may be on the customer's phone already; if it is queued again, its old epoch shows that it is void. */
const VOID: BotWords = { do: 'void', states: ['queued'] }

/**
 * After one step of the state machine. When the bot itself calls for a person, nobody has taken the word; nor had whoever
 * was called for history, which the bot may speak beside.
 */
export function botWordsAfter(before: OwnershipFields, after: OwnershipFields): BotWords {
  if (after.epoch === before.epoch) return { do: 'stay' }
  const wasTheBots = before.state === 'ai_active' || isCalledForHistory(before)
  return wasTheBots && after.state === 'awaiting_human' && after.assigneeId === null ? CARRY : VOID
}

/** When two threads prove to be one person's: a person who holds either has taken the word in both. */
export function botWordsMerged(one: OwnershipFields, other: OwnershipFields): BotWords {
  return [one, other].some(isHeldByPerson) ? VOID : CARRY
}
