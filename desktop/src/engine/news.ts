import type { LogEvent } from '@plantao/shared/realtime/events'

/** What must be fetched again, gathered from any number of events, and how far the log was read. */
export type News = {
  /** Every event up to this sequence is reflected in `changed` or already stored. */
  seen: number
  /** Conversation id → ids of its messages that were made or changed. */
  changed: Map<string, Set<string>>
  /** Conversations where the AI just stopped or reacted: their receipts are stale. */
  receipts: Set<string>
  whatsapp: boolean
  settings: boolean
}

/** Nothing to fetch, everything up to `seen` reflected. */
export function noNews(seen: number): News {
  return { seen, changed: new Map(), receipts: new Set(), whatsapp: false, settings: false }
}

/**
 * Reads events into `news`. Repeated ones are dropped by their sequence. Stops at the first gap and answers `false`:
 * the missing ones must be asked for. With `trusted` the events come from the log itself, where order is the truth.
 */
export function readEvents(news: News, events: LogEvent[], trusted: boolean): boolean {
  for (const event of events) {
    if (event.seq <= news.seen) continue
    if (!trusted && event.seq !== news.seen + 1) return false
    news.seen = event.seq
    if (event.type === 'whatsapp.changed') news.whatsapp = true
    if (event.type === 'settings.changed') news.settings = true
    if (!event.conversationId) continue
    const messages = news.changed.get(event.conversationId) ?? new Set()
    if (event.messageId) messages.add(event.messageId)
    news.changed.set(event.conversationId, messages)
    if (event.type !== 'conversation.changed') news.receipts.add(event.conversationId)
  }
  return true
}

/** Puts back what could not be fetched, so that the next try fetches it with whatever came since. */
export function putBack(news: News, failed: News): void {
  for (const [id, messages] of failed.changed) {
    news.changed.set(id, new Set([...messages, ...(news.changed.get(id) ?? [])]))
  }
  for (const id of failed.receipts) news.receipts.add(id)
  news.whatsapp ||= failed.whatsapp
  news.settings ||= failed.settings
}
