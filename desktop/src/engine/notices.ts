import type { Conversation } from '@plantao/shared/conversations'
import type { HandoffReason } from '@plantao/shared/handoff'
import { isSamePlace } from '@plantao/shared/thread-order'
import { shownReason } from '../words/shown-reason.ts'

/** Something a person should be told even when not looking. `repeat` counts from 0. */
export type Notice = {
  kind: 'handoff' | 'reply'
  conversationId: string
  name: string | null
  phone: string | null
  text: string | null
  reason: HandoffReason | 'arrived_late' | null
  repeat: number
}

/** What the shell must show for one conversation that went from `before` to `after`; null for nothing. */
export function noticeBetween(
  before: Conversation | undefined,
  after: Conversation,
  myId: string,
): Notice | null {
  const who = { conversationId: after.id, name: after.contact.name, phone: after.contact.phone, repeat: 0 }
  if (after.closedAt) return null
  const opened = after.state === 'awaiting_human' && before?.waitingSince !== after.waitingSince
  if (opened && !after.assignee) {
    const text = after.handoff?.question ?? after.lastMessage?.text ?? null
    return { ...who, kind: 'handoff', text, reason: after.handoff ? shownReason(after.handoff) : null }
  }
  const last = after.lastMessage
  const known = before?.lastMessage
  // Within one second two messages differ by their arrival only.
  const replied = last?.author === 'contact' && !(known?.author === 'contact' && isSamePlace(last, known))
  if (after.assignee?.id === myId && after.state !== 'ai_active' && replied) {
    return { ...who, kind: 'reply', text: last.text, reason: null }
  }
  return null
}

/** True while the thing a notice told of still waits for a person. */
export function stillCalls(notice: Notice, now: Conversation | undefined, myId: string): boolean {
  if (!now || now.closedAt) return false
  if (notice.kind === 'handoff') return now.state === 'awaiting_human' && !now.assignee
  return now.assignee?.id === myId && now.state !== 'ai_active' && now.lastMessage?.author === 'contact'
}
