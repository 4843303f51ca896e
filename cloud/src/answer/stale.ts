import { type ConversationRow, HELD_MS, KEPT_MS } from '../conversations/index.ts'

/** Twenty-four hours as they pass, not as a calendar shows them: a day of 23 or 25 hours changes nothing. */
export const STALE_AFTER_MS = HELD_MS

type Stretch = Pick<ConversationRow, 'state' | 'waitingSince' | 'lastHumanAt'> &
  Partial<Pick<ConversationRow, 'handoffReason'>>

/**
 * Whether people have left a conversation they hold alone for a day. What the customer writes meanwhile is not
 * anything people did. Who waits because of history was told nothing and would be out of sight: that one waits for as long
 * as the message is kept. The function `stale_human_stretches` holds the same.
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
