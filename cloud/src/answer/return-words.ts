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
 * Which of the owner's messages the bot sends when it takes a conversation back after a day without people; null for none.
 * Only a customer who wrote gets one: not a contact that the company wrote to first, and not for history. Pure.
 */
export function returnWords({ wroteAt, answeredAt, historyAt }: Stretch): keyof BotMessages | null {
  if (!wroteAt) return null
  const onlyHistory = !answeredAt && historyAt !== null
  if (onlyHistory && wroteAt <= historyAt) return null
  return answeredAt || historyAt ? 'returned' : 'nobodyAnswered'
}
