import type { BotMessages } from '@plantao/shared/bot-settings'

/** What happened in a conversation since it was last given back. Each an instant of arrival, or null for never. */
export type Stretch = {
  /** The customer last wrote, in time. */
  wroteAt: Date | null
  /** A person last wrote, in time. */
  answeredAt: Date | null
  /** A person's words of long ago last came to light. */
  historyAt: Date | null
}

/**
 * Which of the owner's messages ends a stretch in which people left a conversation alone for a day; null for none. It goes
 * to customers only: not to whom the company itself wrote first, and not for what is history. Pure.
 */
export function returnWords({ wroteAt, answeredAt, historyAt }: Stretch): keyof BotMessages | null {
  if (!wroteAt) return null
  const onlyHistory = !answeredAt && historyAt !== null
  if (onlyHistory && wroteAt <= historyAt) return null
  return answeredAt || historyAt ? 'returned' : 'nobodyAnswered'
}
