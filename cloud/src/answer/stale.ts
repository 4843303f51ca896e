import { type ConversationRow, HELD_MS, KEPT_MS } from '../conversations/index.ts'

/** Twenty-four hours as they pass, not as a calendar shows them: a day of 23 or 25 hours changes nothing. */
export const STALE_AFTER_MS = HELD_MS

type Stretch = Pick<ConversationRow, 'state' | 'waitingSince' | 'lastHumanAt'> &
  Partial<Pick<ConversationRow, 'handoffReason'>>

/**
 * Whether people have not touched a conversation that they hold for a day; what the customer writes meanwhile does not
 * count. A customer who waits because of history was told nothing, and giving the conversation back would hide that wait:
 * it lasts as long as the message is kept. The database's function `stale_human_stretches` decides the same.
 */
export function isStale(
  { state, waitingSince, lastHumanAt, handoffReason = null }: Stretch,
  now: Date,
): boolean {
  if (state === 'ai_active') return false
  const waited = state === 'awaiting_human' ? (waitingSince?.getTime() ?? 0) : 0
  const last = Math.max(waited, lastHumanAt?.getTime() ?? 0)
  const most = state === 'awaiting_human' && handoffReason === 'arrived_late' ? KEPT_MS : STALE_AFTER_MS
  return last > 0 && now.getTime() - last > most
}
