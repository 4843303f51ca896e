import { isCalledForHistory, isHeldByPerson, type OwnershipFields } from './ownership.ts'
import type { OutboundState } from './send-states.ts'

/**
 * What becomes of what the bot said under the old epoch and has not brought to rest, when who may speak changes: it stays
 * as it is, goes on under the new epoch, or is void. `states`: those of them it is about.
 */
export type BotWords = { do: 'stay' } | { do: 'carry' | 'void'; states: readonly OutboundState[] }

/** Also what is in the air moves: should WhatsApp turn out to lack it, it goes into the line again, and must not be taken for overtaken there. */
const CARRY: BotWords = { do: 'carry', states: ['queued', 'claimed', 'ambiguous', 'held'] }
/** What is in the air may be on the customer's phone; should it come back into the line, its epoch tells that it is void. */
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
