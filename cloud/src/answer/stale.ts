import type { ConversationRow } from '../conversations/index.ts'

/** Twenty-four hours as they pass, not as a calendar shows them: a day of 23 or 25 hours changes nothing. */
export const STALE_AFTER_MS = 24 * 3_600_000

/**
 * Whether people have left a conversation they hold alone for a day. What the customer writes meanwhile is not
 * anything people did. The index `conversation_human` holds the same instant.
 */
export function isStale(
  { state, waitingSince, lastHumanAt }: Pick<ConversationRow, 'state' | 'waitingSince' | 'lastHumanAt'>,
  now: Date,
): boolean {
  if (state === 'ai_active') return false
  const waited = state === 'awaiting_human' ? (waitingSince?.getTime() ?? 0) : 0
  const last = Math.max(waited, lastHumanAt?.getTime() ?? 0)
  return last > 0 && now.getTime() - last > STALE_AFTER_MS
}
