import type { Message } from '@plantao/shared/conversations'
import { secondMs } from '@plantao/shared/thread-order'

function byId(a: Message, b: Message): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** Messages of one second: by arrival, as the cloud has them. Our ids (version 7) come near it where one has no number. */
function ofOneSecond(messages: Message[]): Message[] {
  if (messages.some(({ arrival }) => arrival === undefined)) return messages.sort(byId)
  return messages.sort((a, b) => (a.arrival ?? 0) - (b.arrival ?? 0))
}

/**
 * A history in its order, oldest first: WhatsApp's whole second, then the number of arrival. The answer does not depend on the
 * order given, whichever messages lack that number (kept by a console that was not told it yet).
 */
export function inOrder(messages: Iterable<Message>): Message[] {
  const seconds = new Map<number, Message[]>()
  for (const message of messages) {
    const second = secondMs(message)
    const same = seconds.get(second)
    if (same) same.push(message)
    else seconds.set(second, [message])
  }
  return [...seconds]
    .sort(([a], [b]) => a - b)
    .flatMap(([, same]) => (same.length > 1 ? ofOneSecond(same) : same))
}

/** One history from two; where both have a message, `newer` wins. Oldest first. */
export function mergeHistory(known: Message[], newer: Message[]): Message[] {
  const merged = new Map(known.map((message) => [message.id, message]))
  for (const message of newer) merged.set(message.id, message)
  return inOrder(merged.values())
}

/** Lower case without accents, for searching. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
}
