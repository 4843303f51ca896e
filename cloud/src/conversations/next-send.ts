import { SEND_WITHIN_MS } from '../whatsapp/index.ts'
import type { OutboundRow } from './outbound.repo.ts'

/** WhatsApp is asked no earlier than this after a call whose end told nothing: an accepted message shows up late. */
export const ASK_AFTER_MS = 5_000
/** How often a send that never left is tried; the waits between sum up to about an hour. */
export const MOST_ATTEMPTS = 12
/** After so many questions without an answer the message is shown as held; the questions go on, more slowly. */
export const HELD_AFTER_MS = 30_000

export type NextSend =
  | { do: 'nothing' }
  /** Something is in the air or not due; look again then. */
  | { do: 'wait'; until: Date }
  /** Nobody knows whether it left: ask WhatsApp. */
  | { do: 'ask'; outbound: OutboundRow }
  /** A person overtook it. */
  | { do: 'cancel'; outbound: OutboundRow }
  | { do: 'claim'; outbound: OutboundRow }

type View = {
  /** Open rows of one conversation, in queue order. */
  open: OutboundRow[]
  epoch: number
  now: Date
  /** Whether the claimer of a claimed row still works on it. */
  isInHand: (row: OutboundRow) => boolean
}

/**
 * What the conversation's line of sends needs next. Pure: the caller holds the conversation's lock and acts in the
 * same transaction. One send is in flight at most; a bot message needs the present epoch; while a send is unclear
 * or held nothing of the bot's is claimed, but a person's words go on.
 */
export function nextSend({ open, epoch, now, isInHand }: View): NextSend {
  const inFlight = open.find((row) => row.state === 'claimed' || row.state === 'ambiguous')
  if (inFlight) {
    if (inFlight.state === 'claimed' && isInHand(inFlight)) return { do: 'wait', until: later(now, 500) }
    // Nobody has told how the call of an abandoned claim ended: it may still be on its way for as long as one may take.
    const patience = inFlight.state === 'claimed' ? mostMs(inFlight) : ASK_AFTER_MS
    const askAt = laterOf(later(inFlight.claimedAt!, patience), inFlight.notBefore)
    return askAt <= now ? { do: 'ask', outbound: inFlight } : { do: 'wait', until: askAt }
  }
  const overtaken = open.find((row) => row.state === 'queued' && row.epoch !== null && row.epoch !== epoch)
  if (overtaken) return { do: 'cancel', outbound: overtaken }
  const held = open.find((row) => row.state === 'held')
  if (held && held.notBefore <= now) return { do: 'ask', outbound: held }
  const first = open.find((row) => row.state === 'queued' && !(held && row.epoch !== null))
  if (first)
    return first.notBefore <= now ? { do: 'claim', outbound: first } : { do: 'wait', until: first.notBefore }
  return held ? { do: 'wait', until: held.notBefore } : { do: 'nothing' }
}

/** How long the call that sends it may take, in milliseconds. */
export function mostMs({ kind }: Pick<OutboundRow, 'kind'>): number {
  return kind === 'text' ? SEND_WITHIN_MS.text : SEND_WITHIN_MS.file
}

/** Whether a new message may be claimed in the transaction that queues it: nothing stands before it. */
export function isLineFree(open: OutboundRow[]): boolean {
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
