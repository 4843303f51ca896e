import type { Message } from '@plantao/shared/conversations'

/** Order of a history: WhatsApp's time, then our id (version 7, so order of arrival). */
export function byTime(a: Message, b: Message): number {
  if (a.at !== b.at) return Date.parse(a.at) - Date.parse(b.at)
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** One history from two; where both have a message, `newer` wins. Oldest first. */
export function mergeHistory(known: Message[], newer: Message[]): Message[] {
  const byId = new Map(known.map((message) => [message.id, message]))
  for (const message of newer) byId.set(message.id, message)
  return [...byId.values()].sort(byTime)
}

/** Lower case without accents, for searching. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
}
