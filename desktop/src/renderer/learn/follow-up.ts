import type { Message } from '@plantao/shared/conversations'
import type { AnsweredSame, SameQuestions } from '@plantao/shared/learning'
import { create } from 'zustand'
import { bridge } from '../bridge.ts'
import { tell } from '../conversation/acts.ts'
import { useConsole } from '../store.ts'
import { textNow } from '../text/use-text.ts'
import { say, sayFailure } from '../ui/ui-store.ts'
import { type Person, type PersonalWords, personalWords } from './personal.ts'

/** An older answer than this is history: nobody is asked about it on opening a conversation. Milliseconds. */
const FRESH_MS = 30 * 60_000

/** What follows a person's answer: who else waits with the question, and whether this was dealt with. */
export type FollowUp = {
  found: SameQuestions
  /** Conversations the answer will go to; nobody is chosen beforehand. */
  chosen: string[]
  /** What each of them would read, by conversation. */
  texts: Record<string, string>
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
  const { items, answer: words = '' } = answer.value
  const texts = Object.fromEntries(items.map(({ conversationId: id }) => [id, words]))
  const clientId = crypto.randomUUID()
  const empty = { chosen: [], busy: false, done: false }
  useFollowUps.setState({ [messageId]: { ...empty, found: answer.value, texts, clientId } })
}

/** What may follow the newest answer of the open conversation; null when nothing does. */
export function followed(conversationId: string): { messageId: string; others: number } | null {
  const { thread } = useConsole.getState()
  if (thread?.conversationId !== conversationId) return null
  const messageId = answerToFollow(thread.messages, Date.now())?.id ?? ''
  const followUp = useFollowUps.getState()[messageId]
  if (!followUp?.found.question || followUp.done) return null
  return { messageId, others: followUp.found.items.length }
}

export function choose(messageId: string, conversationId: string, chosen: boolean): void {
  const known = useFollowUps.getState()[messageId]?.chosen ?? []
  const others = known.filter((id) => id !== conversationId)
  change(messageId, { chosen: chosen ? [...others, conversationId] : others })
}

export function write(messageId: string, conversationId: string, text: string): void {
  const known = useFollowUps.getState()[messageId]
  if (known) change(messageId, { texts: { ...known.texts, [conversationId]: text } })
}

/** One text for all of them, as a beginning. */
export function writeForAll(messageId: string, text: string): void {
  const texts = useFollowUps.getState()[messageId]?.texts ?? {}
  change(messageId, { texts: Object.fromEntries(Object.keys(texts).map((id) => [id, text])) })
}

/** Whom the answer was written to, as far as this console knows. */
export function firstReader(conversationId: string, question: string): Person {
  const { conversations, thread } = useConsole.getState()
  const { name = null, phone = null } = conversations[conversationId]?.contact ?? {}
  const messages = thread?.conversationId === conversationId ? thread.messages : []
  const wrote = messages.flatMap(({ author, text }) => (author === 'contact' && text ? text : []))
  return { name, phone, question, wrote }
}

/** What in each text belongs to somebody else, by conversation. */
export function personalIn({ found, texts }: FollowUp, first: Person): Record<string, PersonalWords> {
  return Object.fromEntries(
    found.items.map(({ conversationId: id, contact, question }) => {
      const others = found.items.flatMap((each) => (each.conversationId === id ? [] : each.contact.name))
      return [id, personalWords(texts[id] ?? '', first, { name: contact.name, question }, others)]
    }),
  )
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

/** Sends everybody chosen what was written for them, after a second thought; until then the sheet keeps it all. */
export async function answerAll(conversationId: string, messageId: string): Promise<void> {
  const followUp = useFollowUps.getState()[messageId]
  if (!followUp || followUp.busy || followUp.chosen.length === 0) return
  change(messageId, { busy: true })
  const { clientId, chosen, texts } = followUp
  const meant = Object.fromEntries(chosen.map((id) => [id, (texts[id] ?? '').trim()]))
  const answer = await bridge().console.answerSame(conversationId, messageId, meant, clientId)
  change(messageId, { busy: false })
  // The id stays for the next try: some of them may have it already.
  if (!answer.ok) return sayFailure(answer.failure)
  change(messageId, { clientId: crypto.randomUUID() })
  if (!answer.value) return say(textNow().desk.learn.kept)
  tellOutcome(answer.value)
  const items = followUp.found.items.filter((item) => !chosen.includes(item.conversationId))
  change(messageId, { found: { ...followUp.found, items }, chosen: [] })
}

/** Hands question and answer to the owner as possible knowledge. Answers whether it was taken. */
export async function propose(conversationId: string, question: string, answer: string): Promise<boolean> {
  const proposed = await bridge().console.propose(conversationId, question, answer)
  const text = textNow().desk.learn
  const against = proposed.ok && proposed.value.contradictions.length > 0
  return tell(proposed.ok ? { ok: true } : proposed, against ? text.proposedAgainst : text.proposed)
}
