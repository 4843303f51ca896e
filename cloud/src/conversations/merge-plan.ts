import { type BotWords, botWordsMerged } from './bot-words.ts'
import { merge, type Ownership, type OwnershipFields, ownershipOf } from './ownership.ts'
import { isTurnOpen, type TurnState } from './turn-state.ts'

type Thread = OwnershipFields & TurnState

export type MergePlan = {
  ownership: Ownership
  /** The kept thread's turn: what waited for an answer in either waits in it. */
  turn: Pick<TurnState, 'turnRevision' | 'turnOpenedAt' | 'turnDueAt'>
  /** The bot's unsettled messages in either. */
  botWords: BotWords
}

/** What two threads of one person become. Pure; both are locked. */
export function planMerge(kept: Thread, left: Thread): MergePlan {
  const open = [kept, left].filter(isTurnOpen)
  return {
    ownership: merge(ownershipOf(kept), ownershipOf(left)),
    turn: {
      // A revision of its own: a draft made for either thread is worth nothing for both.
      turnRevision: kept.turnRevision + (isTurnOpen(left) ? 1 : 0),
      turnOpenedAt: open.map(({ turnOpenedAt }) => turnOpenedAt).find(Boolean) ?? null,
      turnDueAt: open.map(({ turnDueAt }) => turnDueAt).find(Boolean) ?? null,
    },
    botWords: botWordsMerged(kept, left),
  }
}
