import type { Conversation, Suggestion } from '@plantao/shared/conversations'
import { create } from 'zustand'
import { bridge, type Failure } from '../bridge.ts'
import { reply } from '../conversation/acts.ts'
import { useConsole } from '../store.ts'

/** Where a draft of the AI stands. `askedAt` names the customer's last word it knew, so that an overtaken one is seen as such. */
export type Drafted = {
  status: 'asking' | 'ready' | 'failed'
  value: Suggestion | null
  failure: Failure | null
  askedAt: string | null
}

/** Drafts by conversation, as long as the page lives. */
export const useSuggestions = create<Record<string, Drafted | undefined>>(() => ({}))

/** Tells one last word of the customer from another: by its arrival, too, for two may come within one second. */
export function lastWords(conversation: Conversation | undefined): string | null {
  const last = conversation?.lastMessage
  return last?.author === 'contact' ? `${last.at} ${last.arrival ?? ''}` : null
}

/** Asks the AI what it would answer. Nothing leaves for the customer. */
export async function askForDraft(id: string): Promise<void> {
  if (useSuggestions.getState()[id]?.status === 'asking') return
  const askedAt = lastWords(useConsole.getState().conversations[id])
  useSuggestions.setState({ [id]: { status: 'asking', value: null, failure: null, askedAt } })
  const answer = await bridge().console.suggest(id)
  // Discarded while it was written.
  if (useSuggestions.getState()[id]?.askedAt !== askedAt) return
  useSuggestions.setState({
    [id]: answer.ok
      ? { status: 'ready', value: answer.value, failure: null, askedAt }
      : { status: 'failed', value: null, failure: answer.failure, askedAt },
  })
}

export function discardDraft(id: string): void {
  useSuggestions.setState({ [id]: undefined })
}

/** A person read it and sends it as it is. */
export async function sendDraft(id: string): Promise<void> {
  const text = useSuggestions.getState()[id]?.value?.text
  if (text && (await reply(id, text))) discardDraft(id)
}
