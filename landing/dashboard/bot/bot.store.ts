import type { BotMessages, BotSettings, Tone } from '@plantao/shared/bot-settings'
import { TEMPLATES } from '@plantao/shared/bot-settings'
import { create } from 'zustand'

type State = {
  /** Whose settings these are; another member's are never shown. */
  memberId: string
  saved: BotSettings | null
  draft: BotSettings | null
  savedAt: number | null
}

/** The settings being edited. They live beside the page, so that going away and back loses nothing. */
export const useBot = create<State>(() => ({ memberId: '', saved: null, draft: null, savedAt: null }))

/** Takes the server's settings; an edit of the same member goes on. */
export function openSettings(memberId: string, saved: BotSettings): void {
  const old = useBot.getState()
  const goesOn = old.memberId === memberId && old.draft !== null && isChanged(old)
  useBot.setState({
    memberId,
    saved,
    draft: goesOn ? old.draft : saved,
    savedAt: old.memberId === memberId ? old.savedAt : null,
  })
}

export function edit(change: Partial<BotSettings>): void {
  useBot.setState(({ draft }) => (draft ? { draft: { ...draft, ...change } } : {}))
}

export function isChanged({ saved, draft }: Pick<State, 'saved' | 'draft'>): boolean {
  return JSON.stringify(saved) !== JSON.stringify(draft)
}

/**
 * The messages after a change of tone: those that are still a template's words become the new tone's; those the owner
 * wrote stay.
 */
export function messagesFor(tone: Tone, messages: BotMessages): BotMessages {
  const templates = Object.values(TEMPLATES)
  const entries = (Object.keys(TEMPLATES[tone]) as (keyof BotMessages)[]).map((name) => {
    const untouched = templates.some((template) => template[name] === messages[name])
    return [name, untouched ? TEMPLATES[tone][name] : messages[name]]
  })
  return { ...messages, ...Object.fromEntries(entries) }
}
