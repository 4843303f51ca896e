import type { Message } from '@plantao/shared/conversations'
import type { OutboxItem } from '../bridge.ts'
import { dayOf } from '../text/format.ts'

/** One line of the history on the screen. */
export type HistoryRow =
  | { kind: 'beginning'; key: string }
  | { kind: 'older'; key: string }
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; message: Message; first: boolean }
  | { kind: 'outgoing'; key: string; item: OutboxItem; first: boolean }

/**
 * The history as rows: where it begins, a line for each new day in the tenant's time zone, every message, and last
 * the replies that still wait in the outbox. `first` marks the first of a run by the same author.
 */
export function historyRows(
  messages: Message[],
  outbox: OutboxItem[],
  older: boolean,
  zone: string,
): HistoryRow[] {
  const rows: HistoryRow[] = [
    older ? { kind: 'older', key: 'older' } : { kind: 'beginning', key: 'beginning' },
  ]
  let day = ''
  let author = ''
  const daily = (at: string) => {
    const next = dayOf(at, zone)
    if (next === day) return
    day = next
    author = ''
    rows.push({ kind: 'day', key: `day-${next}`, at })
  }
  for (const message of messages) {
    daily(message.at)
    const by = `${message.author} ${message.name ?? ''}`
    // The key survives the step from the outbox to the history, so that the bubble does not blink.
    rows.push({ kind: 'message', key: message.clientId ?? message.id, message, first: by !== author })
    author = by
  }
  for (const item of outbox) {
    daily(item.createdAt)
    rows.push({ kind: 'outgoing', key: item.clientId, item, first: author !== 'outbox' })
    author = 'outbox'
  }
  return rows
}
