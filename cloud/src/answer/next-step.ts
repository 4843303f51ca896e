import type { SilenceReason } from '@plantao/shared/handoff'
import { type ConversationRow, isTurnOpen } from '../conversations/index.ts'

type Thread = Pick<ConversationRow, 'id' | 'turnRevision' | 'answeredRevision' | 'turnDueAt'>

type View = {
  /** The conversation as it stood when the work on its turn began. */
  taken: Pick<ConversationRow, 'id' | 'turnRevision'>
  /** The same now, under its lock. */
  conversation: Thread
  /** Why the turn gets no answer now, if so. */
  silence: SilenceReason | null
  /** Whether there is an answer to give. */
  hasOutcome: boolean
  now: Date
}

export type NextStep =
  /** The work was for a turn that is no more; another run does the new one. */
  | { do: 'nothing' }
  /** The turn has its outcome already: only its send is to be finished. */
  | { do: 'dispatch' }
  /** The customer may still be typing. */
  | { do: 'wait'; until: Date; keepsDraft: boolean }
  | { do: 'silence'; reason: SilenceReason }
  /** Held when the work began, handed back meanwhile: there is no answer to give yet. */
  | { do: 'begin_anew' }
  | { do: 'speak' }

/** What becomes of a turn that was taken up. Pure: the caller holds the conversation's lock and acts in the same transaction. */
export function nextStep({ taken, conversation, silence, hasOutcome, now }: View): NextStep {
  // A thread merged into another leaves its turn there; two threads count their revisions each for itself.
  if (conversation.id !== taken.id || conversation.turnRevision !== taken.turnRevision)
    return { do: 'nothing' }
  if (!isTurnOpen(conversation)) return { do: 'dispatch' }
  const { turnDueAt } = conversation
  if (turnDueAt && now < turnDueAt)
    return { do: 'wait', until: turnDueAt, keepsDraft: hasOutcome && !silence }
  if (silence) return { do: 'silence', reason: silence }
  return hasOutcome ? { do: 'speak' } : { do: 'begin_anew' }
}
