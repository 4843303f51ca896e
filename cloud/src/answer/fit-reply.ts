import { cut } from '@plantao/shared/cut'
import { LONGEST_REPLY } from './check.ts'

/** Said where a reply was cut, so that nobody takes the beginning for the whole. */
const MORE = 'Tem mais sobre isso; é só perguntar.'
/** Less than this of the limit is not worth saying without its end. */
const LEAST_KEPT = 0.4

/**
 * A draft as it fits a phone: whole, or its first whole lines and sentences with a word that there is more. One that has
 * no such place to be cut at comes back whole, and the check refuses it. Pure.
 */
export function fitReply(draft: string): string {
  const reply = draft.trim()
  if (reply.length <= LONGEST_REPLY) return reply
  const room = cut(reply, LONGEST_REPLY - MORE.length - 2)
  // A sentence ends before a space and a capital: not in "R$ 1.234,50", "às 8h. e", nor inside a link.
  const ends = [...room.matchAll(/\n|[.!?…](?=\s+[\p{Lu}"“(]|\n)/gu)].map(({ index }) => index + 1)
  const end = ends.at(-1) ?? 0
  return end < LONGEST_REPLY * LEAST_KEPT ? reply : `${room.slice(0, end).trimEnd()}\n\n${MORE}`
}
