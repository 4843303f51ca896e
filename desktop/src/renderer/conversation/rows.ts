import type { Message } from '@plantao/shared/conversations'
import type { OutboxItem, Upload } from '../bridge.ts'
import { dayOf } from '../text/format.ts'

/** One line of the history on the screen. */
export type HistoryRow =
  | { kind: 'beginning'; key: string }
  | { kind: 'older'; key: string }
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; message: Message; first: boolean }
  | { kind: 'fresh'; key: string }
  | { kind: 'outgoing'; key: string; item: OutboxItem; first: boolean }
  | { kind: 'upload'; key: string; upload: Upload }

/**
 * The history as rows: where it begins, a line for each new day in the tenant's time zone, a line before the message
 * `fresh`, every message, and last the replies and files on their way. `first` marks the first of a run by one author.
 */
export function historyRows(
  messages: Message[],
  outbox: OutboxItem[],
  older: boolean,
  zone: string,
  uploads: Upload[] = [],
  fresh: string | null = null,
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
    if (message.id === fresh) {
      rows.push({ kind: 'fresh', key: 'fresh' })
      author = ''
    }
    const by = `${message.author} ${message.name ?? ''} ${message.kind === 'note'}`
    // The key survives the step from the outbox to the history, so that the bubble does not blink.
    rows.push({ kind: 'message', key: message.clientId ?? message.id, message, first: by !== author })
    author = by
  }
  for (const item of outbox) {
    daily(item.createdAt)
    rows.push({ kind: 'outgoing', key: item.clientId, item, first: author !== 'outbox' })
    author = 'outbox'
  }
  // An event may show a file as a message before its own answer takes it off the way.
  const there = new Set(messages.map(({ clientId }) => clientId))
  for (const upload of uploads.filter(({ clientId }) => !there.has(clientId))) {
    daily(upload.createdAt)
    rows.push({ kind: 'upload', key: upload.clientId, upload })
  }
  return rows
}

/** The first of the newest `unread` messages of the customer: above it stands the line of new messages. */
export function firstUnread(messages: Message[], unread: number): string | null {
  if (unread === 0) return null
  const theirs = messages.filter(({ author }) => author === 'contact')
  return theirs.at(-unread)?.id ?? theirs[0]?.id ?? null
}
