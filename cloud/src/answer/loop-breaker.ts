import type { MessageAuthor } from '@plantao/shared/conversations'
import { smallTalk } from '../conversations/index.ts'

export type Spoken = { author: MessageAuthor | 'mark'; text: string; at: Date }

/** Exchanges with the same words on both sides, in a row, after which nobody human is believed to be at the other end. */
const SAME_EXCHANGES = 3
/** Bot turns within a minute that no customer brings about by typing. */
const TURNS_A_MINUTE = 20
const MINUTE_MS = 60_000

/**
 * Whether the bot seems to talk to another bot: the same exchange three times in a row, or more than twenty bot messages within the
 * last minute. `recent` is the end of the conversation, oldest first.
 */
export function loopBreaker(recent: readonly Spoken[]): boolean {
  const last = recent.at(-1)
  if (!last) return false
  const since = last.at.getTime() - MINUTE_MS
  const turns = recent.filter(({ author, at }) => author === 'ai' && at.getTime() > since)
  return turns.length > TURNS_A_MINUTE || repeats(recent)
}

/**
 * Whether the customer now asks, word for word, what was asked in the two turns before and answered: the answer does not
 * help, or nobody human asks. A person's word in between begins anew, and small talk is no question.
 */
export function asksAgain(question: string, recent: readonly Spoken[]): boolean {
  if (same(question) === '' || smallTalk(question) !== null) return false
  const asked: string[] = []
  let turn: string[] = []
  for (const { author, text } of recent) {
    if (author === 'contact') turn.push(text)
    else if (author === 'ai' && turn.length > 0) {
      asked.push(same(turn.join('\n')))
      turn = []
    } else if (author !== 'ai') asked.length = 0
  }
  const before = asked.slice(1 - SAME_EXCHANGES)
  return before.length === SAME_EXCHANGES - 1 && before.every((one) => one === same(question))
}

function repeats(recent: readonly Spoken[]): boolean {
  const exchanges: string[] = []
  let customer: string[] = []
  for (const { author, text } of recent) {
    if (author === 'contact') customer.push(same(text))
    else if (author === 'ai' && customer.length > 0) {
      exchanges.push(JSON.stringify([customer, same(text)]))
      customer = []
    } else if (author !== 'ai') exchanges.length = 0
  }
  const end = exchanges.slice(-SAME_EXCHANGES)
  return end.length === SAME_EXCHANGES && end.every((exchange) => exchange === end[0])
}

function same(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim()
}
