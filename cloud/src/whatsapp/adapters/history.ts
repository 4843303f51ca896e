import { GatewayError } from '../gateway.port.ts'
import { type Loose, numberOf, objectOf } from '../loose.ts'
import { PAGE_SIZE } from './sent-records.ts'

/** The body that asks for all messages of a number between two instants. */
export function historyQuery(from: Date, to: Date, page: number): Loose {
  return {
    where: { messageTimestamp: { gte: from.toISOString(), lte: to.toISOString() } },
    page,
    offset: PAGE_SIZE,
  }
}

/**
 * One page, newest first. A record of Evolution's database is an event's `data` under another roof.
 * @throws GatewayError when the answer is not a page
 */
export function readHistory(body: unknown): { messages: Loose[]; more: boolean } {
  const messages = objectOf(objectOf(body)?.messages)
  if (!Array.isArray(messages?.records)) throw new GatewayError('unavailable', 'no records in the answer')
  const records: unknown[] = messages.records
  const page = numberOf(messages.currentPage) ?? 1
  return {
    messages: records.flatMap((record) => dataOf(objectOf(record))),
    more: page < (numberOf(messages.pages) ?? 1),
  }
}

function dataOf(record: Loose | null): Loose[] {
  if (!record) return []
  // Its `id` is the row's own; only the key's id is WhatsApp's.
  const { id: _row, MessageUpdate: _updates, ...data } = record
  return [data]
}
