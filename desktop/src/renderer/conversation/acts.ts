import type { Conversation } from '@plantao/shared/conversations'
import { bridge, type Outcome } from '../bridge.ts'
import { queueRows, waitingFirst } from '../inbox/sections.ts'
import { useConsole } from '../store.ts'
import { textNow } from '../text/use-text.ts'
import { caretAfterAct } from '../ui/caret.ts'
import { openDialog, openHeld, say, sayFailure, useUi } from '../ui/ui-store.ts'
import { showWhy } from '../why/shown.ts'
import { openId, show } from './opening.ts'

/** Says what went wrong, or the good words; answers whether it went well. */
export function tell(outcome: Outcome, good?: string): boolean {
  if (!outcome.ok) sayFailure(outcome.failure)
  else if (good) say(good)
  return outcome.ok
}

/** Who else holds a conversation, or null when it is mine, the AI's or nobody's. */
export function otherHolder(conversation: Conversation | undefined, myId: string): string | null {
  if (!conversation?.assignee || conversation.state === 'ai_active' || conversation.closedAt) return null
  return conversation.assignee.id === myId ? null : conversation.assignee.name
}

const myId = () => useConsole.getState().session.me?.member.id ?? ''
const conversationOf = (id: string) => useConsole.getState().conversations[id]

/** Opens a conversation, and whoever opened it writes to that customer from now on; null leaves the one that is open. */
export function openConversation(id: string | null): void {
  void show(id)
  if (id) caretAfterAct()
}

/** Opens a conversation at one of its messages. */
export async function openMessage(id: string, messageId: string): Promise<void> {
  const opened = show(id)
  caretAfterAct()
  await opened
  const there = useConsole.getState().thread?.messages.some((message) => message.id === messageId)
  if (there) useUi.setState({ jumpTo: messageId })
  else say(textNow().desk.search.jumpGone)
}

/** Who waits longest, or null when nobody waits. */
export function longestWait(): string | null {
  return waitingFirst(Object.values(useConsole.getState().conversations), myId())[0]?.id ?? null
}

/** Opens whoever waits longest. */
export function openLongestWait(): void {
  const first = longestWait()
  if (first) openConversation(first)
}

/** The neighbour of the open conversation in the queue as it is shown, or null at its end. */
export function neighbour(step: 1 | -1): string | null {
  const { conversations } = useConsole.getState()
  const rows = queueRows(Object.values(conversations), myId(), useUi.getState().filter)
  const ids = rows.flatMap((row) => (row.kind === 'card' ? [row.conversation.id] : []))
  const from = ids.indexOf(openId() ?? '')
  return ids[from < 0 ? 0 : from + step] ?? null
}

/** Opens it. */
export function openNeighbour(step: 1 | -1): void {
  const next = neighbour(step)
  if (next) openConversation(next)
}

/** Claims for me; when another person holds it, asks first. */
export async function claim(id: string, force = false): Promise<boolean> {
  const name = otherHolder(conversationOf(id), myId())
  if (name && !force) {
    openHeld({ conversationId: id, name, text: null, clientId: null })
    return false
  }
  const outcome = await bridge().console.claim(id, force)
  if (!outcome.ok && outcome.failure.code === 'conversation.held') {
    const holder = String(outcome.failure.details.name ?? '')
    openHeld({ conversationId: id, name: holder, text: null, clientId: null })
    return false
  }
  // Whoever takes a conversation writes next; by now they may be elsewhere.
  if (outcome.ok && openId() === id) caretAfterAct()
  return tell(outcome)
}

/**
 * Sends to exactly this conversation. When another person holds it nothing is sent; the words wait in the dialog and
 * in the draft. Answers whether the words left the composer.
 */
export async function reply(id: string, text: string): Promise<boolean> {
  const name = otherHolder(conversationOf(id), myId())
  if (name) {
    openHeld({ conversationId: id, name, text, clientId: null })
    return false
  }
  return tell(await bridge().console.send(id, text))
}

/** "Take over anyway": claims by force, then sends what waited for it. */
export async function takeOver(): Promise<void> {
  const { held } = useUi.getState()
  openDialog(null)
  if (!held || !(await claim(held.conversationId, true))) return
  if (held.text) tell(await bridge().console.send(held.conversationId, held.text))
  if (held.clientId) tell(await bridge().console.retry(held.clientId))
}

export async function retryReply(clientId: string): Promise<void> {
  tell(await bridge().console.retry(clientId))
}

export async function discardReply(clientId: string): Promise<void> {
  tell(await bridge().console.discard(clientId))
}

export async function retryMessage(conversationId: string, messageId: string): Promise<void> {
  tell(await bridge().console.retryMessage(conversationId, messageId))
}

/** Shows the receipt a message points to. */
export async function showReceipt(conversationId: string, receiptId: string): Promise<void> {
  useUi.setState({ receiptId })
  showWhy()
  tell(await bridge().console.findReceipt(conversationId, receiptId))
}
