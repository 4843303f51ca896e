import type { Conversation } from '@plantao/shared/conversations'
import type { Undoable } from '../bridge.ts'
import { useConsole } from '../store.ts'

/** What can be done with a conversation as it stands. */
export function possible(id: string): { claim: boolean; giveBack: boolean; close: boolean } {
  const { conversations, session, undoable } = useConsole.getState()
  return possibleWith(conversations[id], session.me?.member.id ?? '', endingOf(undoable, id) !== null)
}

/** The same, pure. `ending`: it goes back to the AI in a moment. */
export function possibleWith(conversation: Conversation | undefined, myId: string, ending: boolean) {
  const { state, assignee, closedAt } = conversation ?? {}
  const person = conversation !== undefined && state !== 'ai_active' && !closedAt
  return {
    claim: conversation !== undefined && !(person && assignee?.id === myId),
    giveBack: person && !ending,
    close: conversation !== undefined && !closedAt && !ending,
  }
}

/** Whether a conversation is about to be handed back or closed. */
export function endingOf(undoable: Undoable[], id: string): 'giveBack' | 'close' | null {
  const found = undoable.find(
    ({ kind, conversationId }) => conversationId === id && (kind === 'giveBack' || kind === 'close'),
  )
  return (found?.kind as 'giveBack' | 'close' | undefined) ?? null
}
