import { SEND_WITHIN_MS } from '../whatsapp/index.ts'
import type { OutboundRow } from './outbound-row.ts'

/** WhatsApp is asked no earlier than this after a call whose end told nothing: an accepted message shows up late. */
export const ASK_AFTER_MS = 5_000
/** How often a send that never left is tried; the waits between sum up to about an hour. */
export const MOST_ATTEMPTS = 12
/** After so many questions without an answer the message is shown as held; the questions go on, more slowly. */
export const HELD_AFTER_MS = 30_000

export type NextSend =
  | { do: 'nothing' }
  /** Something is in flight or not due; look again then. `hold`: what may leave only then. */
  | { do: 'wait'; until: Date; hold?: OutboundRow }
  /** Nobody knows whether it left: ask WhatsApp. */
  | { do: 'ask'; outbound: OutboundRow }
  /** A person or the customer overtook it, or the bot may not speak any more. */
  | { do: 'cancel'; outbound: OutboundRow }
  | { do: 'claim'; outbound: OutboundRow }

/** When the bot may write to a customer by itself: now (null), from an instant on, or not any more. */
export type BotMay = Date | 'never' | null

type View = {
  /** Open rows of one conversation, in queue order. */
  open: OutboundRow[]
  epoch: number
  /** The conversation's newest turn. */
  turnRevision: number
  /** Before then nothing of the bot's leaves; `never`: it may not speak at all. Null: at once. */
  botMay: BotMay
  now: Date
  /** Whether the claimer of a claimed row still works on it. */
  isWorkedOn: (row: OutboundRow) => boolean
}

/**
 * What the conversation's queue of sends needs next. Pure: the caller holds the conversation's lock and acts in the
 * same transaction. One send is in flight at most; a bot message needs the present epoch and an hour in which the company
 * lets it speak; while a send is unclear or held nothing of the bot's is claimed, but a person's words go on.
 */
export function nextSend({ open, epoch, turnRevision, botMay, now, isWorkedOn }: View): NextSend {
  const inFlight = open.find((row) => row.state === 'claimed' || row.state === 'ambiguous')
  if (inFlight) {
    if (inFlight.state === 'claimed' && isWorkedOn(inFlight)) return { do: 'wait', until: later(now, 500) }
    // Nobody has told how the call of an abandoned claim ended: it may still be on its way for as long as one may take.
    const patience = inFlight.state === 'claimed' ? mostMs(inFlight) : ASK_AFTER_MS
    const askAt = laterOf(later(inFlight.claimedAt!, patience), inFlight.notBefore)
    return askAt <= now ? { do: 'ask', outbound: inFlight } : { do: 'wait', until: askAt }
  }
  const isVoid = (row: OutboundRow) =>
    row.epoch !== epoch || botMay === 'never' || (row.forTurn !== null && row.forTurn < turnRevision)
  const overtaken = open.find((row) => row.state === 'queued' && row.epoch !== null && isVoid(row))
  if (overtaken) return { do: 'cancel', outbound: overtaken }
  const held = open.find((row) => row.state === 'held')
  if (held && held.notBefore <= now) return { do: 'ask', outbound: held }
  const first = open.find((row) => row.state === 'queued' && !(held && row.epoch !== null))
  if (first) {
    const mayFrom = first.epoch !== null && botMay instanceof Date ? botMay : first.notBefore
    const until = laterOf(first.notBefore, mayFrom)
    if (until <= now) return { do: 'claim', outbound: first }
    return { do: 'wait', until, ...(until > first.notBefore ? { hold: first } : {}) }
  }
  return held ? { do: 'wait', until: held.notBefore } : { do: 'nothing' }
}

/** How long the call that sends it may take, in milliseconds. */
export function mostMs({ kind }: Pick<OutboundRow, 'kind'>): number {
  return kind === 'text' ? SEND_WITHIN_MS.text : SEND_WITHIN_MS.file
}

/** Whether a new message may be claimed in the transaction that queues it: nothing stands before it. */
export function isQueueFree(open: OutboundRow[]): boolean {
  return open.length === 0
}

/** Wait before attempt n + 1 of a send that never left: 2 s doubling, ten minutes at most. */
export function retryDelayMs(attempts: number): number {
  return Math.min(2_000 * 2 ** Math.max(0, attempts - 1), 600_000)
}

function later(from: Date, ms: number): Date {
  return new Date(from.getTime() + ms)
}

function laterOf(a: Date, b: Date): Date {
  return a > b ? a : b
}
