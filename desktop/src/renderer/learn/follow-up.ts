import type { Message } from '@plantao/shared/conversations'
import type { AnsweredSame, SameQuestions } from '@plantao/shared/learning'
import { create } from 'zustand'
import { bridge } from '../bridge.ts'
import { tell } from '../conversation/acts.ts'
import { textNow } from '../text/use-text.ts'
import { say, sayFailure } from '../ui/ui-store.ts'

/** An older answer than this is history: nobody is asked about it on opening a conversation. Milliseconds. */
const FRESH_MS = 30 * 60_000

/** What follows a person's answer: who else waits with the question, and whether this was dealt with. */
export type FollowUp = {
  found: SameQuestions
  /** Conversations the answer will go to. */
  chosen: string[]
  /** One id for one click, however often it is tried. */
  clientId: string
  busy: boolean
  done: boolean
}

/** By the id of the answer, as long as the page lives. */
export const useFollowUps = create<Record<string, FollowUp | undefined>>(() => ({}))

const change = (id: string, part: Partial<FollowUp>) =>
  useFollowUps.setState((all) => {
    const known = all[id]
    return known ? { [id]: { ...known, ...part } } : {}
  })

/** The newest answer of a person in a history, if it is fresh enough to be followed up. */
export function answerToFollow(messages: Message[], now: number): Message | null {
  const answer = messages.findLast(({ author, kind }) => author === 'member' && kind === 'text')
  if (!answer || answer.status === 'failed' || answer.deletedAt) return null
  return now - Date.parse(answer.at) < FRESH_MS ? answer : null
}

const asked = new Set<string>()

/** Asks once who else waits with the question that this message answers. */
export async function lookForSame(conversationId: string, messageId: string): Promise<void> {
  if (asked.has(messageId)) return
  asked.add(messageId)
  const answer = await bridge().console.sameQuestion(conversationId, messageId)
  // It is an offer, not a duty: what cannot be asked now is asked on the next opening.
  if (!answer.ok) return void asked.delete(messageId)
  const chosen = answer.value.items.filter(({ assignee }) => !assignee).map((item) => item.conversationId)
  const clientId = crypto.randomUUID()
  useFollowUps.setState({ [messageId]: { found: answer.value, chosen, clientId, busy: false, done: false } })
}

export function choose(messageId: string, conversationId: string, chosen: boolean): void {
  const known = useFollowUps.getState()[messageId]?.chosen ?? []
  const others = known.filter((id) => id !== conversationId)
  change(messageId, { chosen: chosen ? [...others, conversationId] : others })
}

export function dismissFollowUp(messageId: string): void {
  change(messageId, { done: true })
}

function tellOutcome(items: AnsweredSame[]): void {
  const text = textNow().desk.learn
  const sent = items.filter(({ outcome }) => outcome === 'sent').length
  const held = items.flatMap(({ heldBy }) => heldBy ?? [])
  const moved = items.filter(({ outcome }) => outcome === 'moved_on' || outcome === 'gone').length
  say(
    [text.sent(sent), held.length > 0 && text.held(held.join(', ')), moved > 0 && text.moved(moved)]
      .filter(Boolean)
      .join(' '),
  )
}

/** Sends the same answer to everybody chosen. */
export async function answerAll(conversationId: string, messageId: string): Promise<void> {
  const followUp = useFollowUps.getState()[messageId]
  if (!followUp || followUp.busy || followUp.chosen.length === 0) return
  change(messageId, { busy: true })
  const { clientId, chosen } = followUp
  const answer = await bridge().console.answerSame(conversationId, messageId, chosen, clientId)
  change(messageId, { busy: false })
  if (!answer.ok) return sayFailure(answer.failure)
  tellOutcome(answer.value)
  change(messageId, { found: { ...followUp.found, items: [] }, chosen: [] })
}

/** Hands question and answer to the owner as possible knowledge. Answers whether it was taken. */
export async function propose(conversationId: string, question: string, answer: string): Promise<boolean> {
  const proposed = await bridge().console.propose(conversationId, question, answer)
  const text = textNow().desk.learn
  const against = proposed.ok && proposed.value.contradictions.length > 0
  return tell(proposed.ok ? { ok: true } : proposed, against ? text.proposedAgainst : text.proposed)
}
